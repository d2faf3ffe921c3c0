// Which scenes of the view there are, which of them is shown, and which is before or after it. Pure.
import { wrapLon } from '../map/geometry.js';

/** Whether a place lies in a box [w, s, e, n]; east may be above 180. */
export const contains = ([west, south, east, north], lon, lat) => {
  const at = wrapLon(lon);
  return lat >= south && lat <= north && ((at >= west && at <= east) || (at + 360 >= west && at + 360 <= east));
};

const insideRing = (ring, lon, lat) => {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [[x, y], [px, py]] = [ring[at], ring[before]];
    if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
  }
  return inside;
};

/** Whether a scene's image has the place; by its footprint, since the box of a slanting image is twice as large. */
export const covers = ({ imagery }, lon, lat) => {
  if (!contains(imagery.bounds, lon, lat)) return false;
  const { type, coordinates } = imagery.footprint;
  return (type === 'Polygon' ? [coordinates] : coordinates).some(([ring]) => insideRing(ring, wrapLon(lon), lat));
};

/** Of scenes with the same instant the one registered later is the newer. */
export const byTime = (a, b) => Date.parse(a.acquired) - Date.parse(b.acquired) || a.id - b.id;

const ready = (scene) => scene.imagery?.state === 'ready';

/**
 * The scene to show.
 * @param wanted id that was chosen; 0 for none, null for the newest over the middle of the view
 * @param scenes those of the view
 * @param known every scene by id that was seen so far
 * @param ofSelection the scene in which the selected slick was found
 * @param shown the scene that is shown now
 */
export const choose = ({ wanted, scenes, known, ofSelection, shown, lon, lat }) => {
  if (wanted === 0) return null;
  if (wanted !== null) return known.get(wanted) ?? null;
  if (ofSelection && ready(ofSelection)) return ofSelection;
  const usable = scenes.filter(ready).sort(byTime);
  const here = usable.filter((scene) => covers(scene, lon, lat));
  if (here.length) return here.at(-1);
  // Between two scenes, what is shown stays as long as a part of it is in sight.
  return usable.find((scene) => scene.id === shown?.id) ?? usable.at(-1) ?? null;
};

/** The scene before (-1) or after (+1) one in time; the nearest on that side when it is not among them. */
export const neighbour = (scenes, current, by) => {
  const sorted = scenes.filter(ready).sort(byTime);
  if (!current) return (by < 0 ? sorted.at(-1) : sorted[0]) ?? null;
  const at = sorted.findIndex((scene) => scene.id === current.id);
  if (at >= 0) return sorted[at + by] ?? null;
  return (by < 0 ? sorted.filter((scene) => byTime(scene, current) < 0).at(-1) : sorted.find((scene) => byTime(scene, current) > 0)) ?? null;
};

/** Places of scenes on a line of time, 0 to 1, at least `apart` from one another where there is room; in their order. */
export const onLine = (scenes, apart) => {
  const times = scenes.map((scene) => Date.parse(scene.acquired));
  const [first, last] = [times[0], times.at(-1)];
  const places = times.map((time) => (last > first ? (time - first) / (last - first) : 0.5));
  const gap = Math.min(apart, places.length > 1 ? 1 / (places.length - 1) : 1);
  for (let at = 1; at < places.length; at++) places[at] = Math.max(places[at], places[at - 1] + gap);
  for (let at = places.length - 1, limit = 1; at >= 0; at--, limit -= gap) places[at] = Math.min(places[at], limit);
  return places;
};
