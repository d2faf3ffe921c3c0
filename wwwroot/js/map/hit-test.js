// What lies under the pointer, found in the tiles that are drawn. Pure, but for the shape of the tile cache of protomaps-leaflet.
import { project } from './geometry.js';
import { radius } from './clusters.js';

const NEAR_PX = 6;
const NEAR_POINT_PX = 4;

const segmentDistance2 = (p, a, b) => {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length2 = dx * dx + dy * dy;
  const t = length2 ? Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2)) : 0;
  return (p.x - a.x - t * dx) ** 2 + (p.y - a.y - t * dy) ** 2;
};

/** Inside by the even-odd rule, and how near the outline is. */
export const against = (p, geom) => {
  let inside = false;
  let nearest = Infinity;
  for (const ring of geom) {
    for (let at = 0; at < ring.length - 1; at++) {
      const [a, b] = [ring[at], ring[at + 1]];
      if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
      nearest = Math.min(nearest, segmentDistance2(p, a, b));
    }
  }
  return { inside, distance: Math.sqrt(nearest) };
};

const away = (p, box, by) => p.x < box.minX - by || p.x > box.maxX + by || p.y < box.minY - by || p.y > box.maxY + by;

const size = ({ bbox }) => (bbox.maxX - bbox.minX) * (bbox.maxY - bbox.minY);

/** Slicks at a place, the smallest first, those that are only near after those that contain it. */
export const hits = (tile, p, pixel) => {
  const found = [];
  for (const feature of tile.get('slicks') ?? []) {
    if (away(p, feature.bbox, NEAR_PX * pixel)) continue;
    const { inside, distance } = against(p, feature.geom);
    if (inside || distance <= NEAR_PX * pixel) found.push({ feature, rank: inside ? size(feature) : 1e12 + distance });
  }
  for (const feature of tile.get('points') ?? []) {
    const point = feature.geom[0][0];
    const distance = Math.hypot(point.x - p.x, point.y - p.y);
    if (distance <= (radius(feature.props.n ?? 1) + NEAR_POINT_PX) * pixel) found.push({ feature, rank: distance });
  }
  const seen = new Set();
  return found
    .sort((a, b) => a.rank - b.rank)
    .map(({ feature }) => feature.props)
    .filter(({ id }) => !seen.has(id) && seen.add(id));
};

/** The tile of the cache that shows a place at a zoom, and where in it the place is. */
export const locate = (view, lon, lat, zoom) => {
  const dataZoom = Math.max(0, Math.min(Math.round(zoom) - view.levelDiff, view.maxDataLevel));
  const [px, py] = project(lon, lat);
  const [wx, wy] = [(px - Math.floor(px)) * 2 ** dataZoom, py * 2 ** dataZoom];
  const entry = view.tileCache.cache.get(`${Math.floor(wx)}:${Math.floor(wy)}:${dataZoom}`);
  if (!entry) return null;
  const tileSize = view.tileCache.tileSize;
  // Below the first data zoom and above the last, a pixel of the screen is not a pixel of the tile.
  return { tile: entry.data, p: { x: (wx % 1) * tileSize, y: (wy % 1) * tileSize }, pixel: (2 ** dataZoom * tileSize) / (256 * 2 ** zoom) };
};
