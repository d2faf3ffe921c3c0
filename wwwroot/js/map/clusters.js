// Slicks too small to be seen come as points, one per few pixels. Where they crowd, they become one mark with its number. Pure.

const APART_PX = 30;
const EDGE_PX = 2;

/** Of the mark for so many slicks, in pixels. */
export const radius = (n) => (n > 1 ? Math.min(15, 6 + Math.log2(n) * 1.1) : 3.5);

const majority = (tally) => [...tally].reduce((a, b) => (b[1] > a[1] ? b : a))[0];

const add = (tally, value, n) => tally.set(value, (tally.get(value) ?? 0) + n);

const weight = ({ props }) => props.n ?? 1;

/** One mark for several points, at the place of the heaviest; its state is told only when all have the same. */
const join = (points, tileSize) => {
  const [first] = points;
  const [classes, states] = [new Map(), new Map()];
  let n = 0;
  for (const point of points) {
    n += weight(point);
    add(classes, point.props.class, weight(point));
    add(states, point.props.state, weight(point));
  }
  // Wholly inside its tile, since the tile beside it knows nothing of it.
  const inside = (value) => Math.max(radius(n) + EDGE_PX, Math.min(tileSize - radius(n) - EDGE_PX, value));
  const at = first.geom[0][0].clone();
  [at.x, at.y] = [inside(at.x), inside(at.y)];
  const props = points.length === 1 ? first.props : { ...first.props, class: majority(classes), state: states.size === 1 ? first.props.state : 'several', conf: undefined, t: points.every((point) => point.props.t === first.props.t) ? first.props.t : undefined, n };
  return { ...first, geom: [[at]], bbox: { minX: at.x, minY: at.y, maxX: at.x, maxY: at.y }, props };
};

/** Joins points that would be drawn over one another. Points of the margin belong to the tile beside. */
export const cluster = (points, tileSize, apart = APART_PX) => {
  const cells = new Map();
  const key = (x, y) => `${x}:${y}`;
  const groups = [];
  const own = points.filter(({ geom: [[p]] }) => p.x >= 0 && p.y >= 0 && p.x < tileSize && p.y < tileSize).sort((a, b) => weight(b) - weight(a));
  for (const point of own) {
    const { x, y } = point.geom[0][0];
    const [column, row] = [Math.floor(x / apart), Math.floor(y / apart)];
    let near = null;
    for (let dx = -1; dx <= 1 && !near; dx++) {
      for (let dy = -1; dy <= 1 && !near; dy++) {
        near = cells.get(key(column + dx, row + dy))?.find(([seed]) => Math.hypot(seed.geom[0][0].x - x, seed.geom[0][0].y - y) < apart);
      }
    }
    if (near) near.push(point);
    else {
      const group = [point];
      groups.push(group);
      const cell = key(column, row);
      if (cells.has(cell)) cells.get(cell).push(group);
      else cells.set(cell, [group]);
    }
  }
  return groups.map((group) => join(group, tileSize));
};
