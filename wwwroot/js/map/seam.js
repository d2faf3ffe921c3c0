// The cut at the antimeridian is how an outline is stored and sent, not what it is: on the map it is in one piece. Pure.

const SEAM = 180;
// Both halves come with seven decimals; a point of the cut may be that far off the edge that was cut.
const ON_EDGE_DEGREES = 3e-7;
const name = ([lon, lat]) => `${lon.toFixed(7)} ${lat.toFixed(7)}`;

const onSeam = (a, b) => a[0] === SEAM && b[0] === SEAM;

const edges = (ring) => ring.slice(1).map((point, at) => [ring[at], point]);

/** A part that lies west of the antimeridian, beyond 180. */
const beyond = (polygon) => (polygon[0].every(([lon]) => lon <= 0) ? polygon.map((ring) => ring.map(([lon, lat]) => [lon + 360, lat])) : polygon);

/** The stretches of the antimeridian along which only one side has something. */
const shores = (along) => {
  const stops = [...new Set(along.flatMap(([a, b]) => [a[1], b[1]]))].sort((a, b) => a - b);
  return stops.slice(1).flatMap((north, at) => {
    const south = stops[at];
    const passes = along.filter(([a, b]) => Math.min(a[1], b[1]) <= south && Math.max(a[1], b[1]) >= north);
    if (passes.length !== 1) return [];
    const up = passes[0][1][1] > passes[0][0][1];
    return [up ? [[SEAM, south], [SEAM, north]] : [[SEAM, north], [SEAM, south]]];
  });
};

/** Rings of edges that follow one another. */
const chained = (all) => {
  const from = new Map();
  for (const edge of all) from.set(name(edge[0]), [...(from.get(name(edge[0])) ?? []), edge]);
  const rings = [];
  for (const first of all) {
    if (!from.get(name(first[0]))?.includes(first)) continue;
    const ring = [first[0]];
    for (let edge = first; edge; edge = from.get(name(edge[1]))?.[0]) {
      const others = from.get(name(edge[0]));
      others.splice(others.indexOf(edge), 1);
      ring.push(edge[1]);
    }
    rings.push(ring);
  }
  return rings;
};

const isOnEdge = (point, before, after) => {
  const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
  return Math.abs((point[0] - before[0]) * dy - (point[1] - before[1]) * dx) <= ON_EDGE_DEGREES * Math.hypot(dx, dy);
};

/** Without the points that the cut put on straight edges. */
const smoothed = (ring) => {
  const points = ring.slice(0, -1);
  const kept = points.filter((point, at) => point[0] !== SEAM || !isOnEdge(point, points.at(at - 1), points[(at + 1) % points.length]));
  return kept.length < 3 ? ring : [...kept, kept[0]];
};

const turn = (ring) => edges(ring).reduce((sum, [a, b]) => sum + (b[0] - a[0]) * (b[1] + a[1]), 0);

const holds = (ring, [x, y]) => edges(ring).filter(([a, b]) => a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]).length % 2 === 1;

/** Outer rings run counter-clockwise, holes clockwise, and belong to the ring that holds them. */
const polygonsOf = (rings) => {
  const polygons = rings.filter((ring) => turn(ring) < 0).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => turn(ring) >= 0)) (polygons.find(([outer]) => holds(outer, hole[0])) ?? polygons[0])?.push(hole);
  return polygons;
};

/**
 * A geometry in one piece also over the antimeridian: western longitudes beyond 180, and joined what only the cut parted.
 * @returns what was given, when it is not on both sides
 */
export const joined = (geometry) => {
  if (geometry.type !== 'MultiPolygon') return geometry;
  const lons = geometry.coordinates.flat(2).map(([lon]) => lon);
  if (lons.reduce((a, b) => Math.max(a, b), -Infinity) - lons.reduce((a, b) => Math.min(a, b), Infinity) <= 180) return geometry;
  const parts = geometry.coordinates.map(beyond);
  const cut = (polygon) => polygon.some((ring) => edges(ring).some(([a, b]) => onSeam(a, b)));
  const all = parts.filter(cut).flat().flatMap(edges);
  const rings = chained([...all.filter(([a, b]) => !onSeam(a, b)), ...shores(all.filter(([a, b]) => onSeam(a, b)))]);
  return { type: 'MultiPolygon', coordinates: [...parts.filter((polygon) => !cut(polygon)), ...polygonsOf(rings.map(smoothed))] };
};
