// Measure: a distance along geodesics, or an area on the spheroid. Each click sets a point; labels run along; nothing is written.
import { crossesItself } from '../map/crossing.js';
import { area, length } from '../figures.js';
import { METRES_PER_NAUTICAL_MILE, areaM2, distanceM, greatCircle, lengthM } from '../map/geodesy.js';
import { map } from '../map/map.js';
import { release, say, take } from './tool.js';

/* global L */
const CLOSES_PX = 10;
const layers = globalThis.L?.layerGroup();

let kind = 'distance';
let nautical = false;
let points = [];
let pointer = null;
let finished = false;
let taken = [];

const far = (metres) => (nautical ? `${(metres / METRES_PER_NAUTICAL_MILE).toFixed(metres < 18_520 ? 2 : 1)}\u202fnm` : length(metres));
const wide = (m2) => (nautical ? `${(m2 / METRES_PER_NAUTICAL_MILE ** 2).toFixed(m2 < 3.4e7 ? 3 : 1)}\u202fnm²` : area(m2));

const place = ([lon, lat]) => L.latLng(lat, lon);
const drawn = () => (pointer && !finished ? [...points, pointer] : points);

const label = (point, text, className = '') =>
  L.marker(place(point), { pane: 'labels', interactive: false, keyboard: false, icon: L.divIcon({ className: `piece-label ${className}`, html: `<span>${text}</span>`, iconSize: [0, 0] }) });

const middle = (ring) => [ring.reduce((sum, [lon]) => sum + lon, 0) / ring.length, ring.reduce((sum, [, lat]) => sum + lat, 0) / ring.length];

const draw = () => {
  layers.clearLayers();
  const all = drawn();
  const ring = kind === 'area' && all.length > 2;
  const line = [...all, ...(ring ? [all[0]] : [])];
  const path = line.slice(1).flatMap((point, at) => greatCircle(line[at], point).slice(at ? 1 : 0)).map(place);
  if (ring) layers.addLayer(L.polygon(path, { pane: 'tool', interactive: false, className: 'drawn measured', stroke: false }));
  if (path.length > 1) layers.addLayer(L.polyline(path, { pane: 'tool', interactive: false, className: `drawn${finished ? '' : ' hint'}`, weight: 2 }));
  for (const point of points) layers.addLayer(L.circleMarker(place(point), { pane: 'tool', interactive: false, radius: 4, weight: 2, className: 'drawn knot' }));
  if (kind === 'distance') {
    for (let at = 1; at < all.length; at++) layers.addLayer(label(all[at], far(lengthM(all.slice(0, at + 1))), 'beside'));
  } else if (ring) layers.addLayer(label(middle(all), wide(areaM2(all))));
};

const summary = () => {
  const all = drawn();
  if (kind === 'area' && all.length > 3 && crossesItself(all)) return 'The area crosses itself, so its size means nothing. Backspace takes a point back.';
  if (kind === 'area') return all.length > 2 ? `${wide(areaM2(all))}, around it ${far(lengthM([...all, all[0]]))}` : 'Click around it. Enter or a double click ends.';
  if (all.length < 2) return 'Click from point to point. Enter or a double click ends.';
  const last = distanceM(all.at(-2), all.at(-1));
  return all.length > 2 ? `${far(lengthM(all))} in all, ${far(last)} the last part` : far(lengthM(all));
};

const options = () => `<span class="segments buttons">
    <button type="button" data-option="distance" aria-pressed="${kind === 'distance'}" data-testid="measure-distance">Distance</button><button type="button" data-option="area" aria-pressed="${kind === 'area'}" data-testid="measure-area">Area</button></span>
  <span class="segments buttons"><button type="button" data-option="km" aria-pressed="${!nautical}" data-testid="measure-km">km</button><button type="button" data-option="nm" aria-pressed="${nautical}" data-testid="measure-nm">nm</button></span>`;

const show = () => {
  say({ title: 'Measure', detail: summary(), options: options() });
  document.getElementById('tool-banner').querySelector('.banner-text span')?.setAttribute('data-testid', 'measured');
};

const renew = () => {
  draw();
  show();
};

const at = ({ latlng }) => [latlng.lng, latlng.lat];

const near = (point, { containerPoint }) => map.latLngToContainerPoint(place(point)).distanceTo(containerPoint) < CLOSES_PX;

const end = () => {
  finished = points.length > 1;
  pointer = null;
  renew();
};

const clicked = (event) => {
  if (finished) [points, finished] = [[], false];
  taken = [];
  if (points.length && near(points.at(-1), event)) return;
  if (kind === 'area' && points.length > 2 && near(points[0], event)) {
    end();
    return;
  }
  points.push(at(event));
  renew();
};

let frame = 0;

const moved = (event) => {
  if (finished || !points.length) return;
  pointer = at(event);
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    if (pointer && !finished) {
      draw();
      const said = document.querySelector('#tool-banner .banner-text span');
      if (said) said.textContent = summary();
    }
  });
};

const option = (which) => {
  if (which === 'distance' || which === 'area') kind = which;
  else nautical = which === 'nm';
  renew();
};

const begin = () => {
  [points, pointer, finished, taken] = [[], null, false, []];
  layers.addTo(map);
  map.doubleClickZoom.disable();
  map.on('click', clicked).on('mousemove', moved).on('dblclick', end);
  map.getContainer().classList.add('measuring');
  show();
};

const leave = () => {
  map.off('click', clicked).off('mousemove', moved).off('dblclick', end);
  map.doubleClickZoom.enable();
  map.getContainer().classList.remove('measuring');
  cancelAnimationFrame(frame);
  frame = 0;
  layers.clearLayers().remove();
};

const takeBack = () => {
  if (!points.length) return false;
  finished = false;
  taken.push(points.pop());
  renew();
  return true;
};

const bringBack = () => {
  if (!taken.length) return false;
  points.push(taken.pop());
  renew();
  return true;
};

/** R again puts it away. */
export const measure = (inHand) => (inHand ? release() : take({ name: 'measure', begin, confirm: end, back: takeBack, forward: bringBack, isDrawing: () => true, usesPoints: () => true, dirty: () => false, option, end: leave }));
