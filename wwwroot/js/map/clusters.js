// Slicks too small to be seen come as points, one per few pixels. Where they crowd, they become one mark with its number. Pure.

const CELL_PX = 26;

const majority = (tally) => [...tally].reduce((a, b) => (b[1] > a[1] ? b : a))[0];

const add = (tally, value, n) => tally.set(value, (tally.get(value) ?? 0) + n);

const join = (points) => {
  const first = points[0];
  if (points.length === 1) return first;
  const [classes, states] = [new Map(), new Map()];
  let [n, x, y] = [0, 0, 0];
  for (const { props, geom } of points) {
    const weight = props.n ?? 1;
    n += weight;
    x += geom[0][0].x * weight;
    y += geom[0][0].y * weight;
    add(classes, props.class, weight);
    add(states, props.state, weight);
  }
  const middle = first.geom[0][0].clone();
  [middle.x, middle.y] = [x / n, y / n];
  return {
    ...first,
    geom: [[middle]],
    bbox: { minX: middle.x, minY: middle.y, maxX: middle.x, maxY: middle.y },
    props: { ...first.props, class: majority(classes), state: states.size === 1 ? first.props.state : 'several', conf: undefined, n },
  };
};

/** Joins points that would be drawn over one another. */
export const cluster = (points, cell = CELL_PX) => {
  const cells = new Map();
  for (const point of points) {
    const { x, y } = point.geom[0][0];
    const key = `${Math.floor(x / cell)}:${Math.floor(y / cell)}`;
    if (cells.has(key)) cells.get(key).push(point);
    else cells.set(key, [point]);
  }
  return [...cells.values()].map(join);
};

/** Of the mark for so many slicks, in pixels. */
export const radius = (n) => (n > 1 ? Math.min(15, 5 + Math.log2(n) * 1.25) : 3.5);
