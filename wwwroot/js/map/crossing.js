// Whether a ring that somebody draws crosses itself. Pure.

const side = ([ax, ay], [bx, by], [px, py]) => Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax));

const cross = (a, b, c, d) => side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);

/** @param {[number, number][]} points of a ring, the first not repeated; edges that only share a corner do not cross */
export const crossesItself = (points) => {
  const edges = points.map((point, at) => [point, points[(at + 1) % points.length]]);
  for (let one = 0; one < edges.length; one++) {
    for (let other = one + 2; other < edges.length; other++) {
      if (one === 0 && other === edges.length - 1) continue;
      if (cross(...edges[one], ...edges[other])) return true;
    }
  }
  return false;
};
