// Where labels on the map go: at their place, or below what stands there already. Pure.

const GAP_PX = 3;

const meets = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * Moves boxes down, as little as it takes, until none lies on another one or on what is taken.
 * @param {{x: number, y: number, width: number, height: number}[]} boxes upper left corners in pixels, in the order of their importance
 * @param {{x: number, y: number, width: number, height: number}[]} taken by the toolbar, the cards and the like
 * @returns the boxes at their places
 */
export const apart = (boxes, taken) => {
  const placed = [...taken];
  return boxes.map((box) => {
    let free = box;
    for (;;) {
      const hit = placed.find((other) => meets(free, other));
      if (!hit) break;
      free = { ...free, y: hit.y + hit.height + GAP_PX };
    }
    placed.push(free);
    return free;
  });
};

/** What floats over the map, as boxes in pixels of the map. */
export const floating = (stage) => {
  const { left, top } = stage.getBoundingClientRect();
  return ['#toolbar', '.map-top > :not([hidden])', '#scene-card:not([hidden])']
    .flatMap((name) => [...stage.querySelectorAll(name)])
    .map((element) => element.getBoundingClientRect())
    .filter(({ width }) => width > 0)
    .map(({ x, y, width, height }) => ({ x: x - left, y: y - top, width, height }));
};
