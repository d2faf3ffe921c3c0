// Outlines of the past on the map: before a decision (dashed) and after it (solid); mine, theirs and the base of a conflict.
import { slick } from '../slicks.js';
import { fit, map } from './map.js';
import { unionBox } from './geometry.js';
import { shape } from './shape.js';

/* global L */
const MOST_OUTLINES = 60;
const layers = L.layerGroup();
let asked = 0;

const STYLES = {
  before: { className: 'past before', weight: 2, dashArray: '6 5', fill: true },
  after: { className: 'past after', weight: 2, fill: true },
  base: { className: 'past base', weight: 2, dashArray: '2 5', fill: false },
  mine: { className: 'past mine', weight: 2.5, dashArray: '8 4', fill: true },
  theirs: { className: 'past theirs', weight: 2.5, fill: true },
};

const NAMES = { before: 'before', after: 'after', base: 'as you saw it', theirs: 'theirs', mine: 'yours' };

/** Says what the lines mean, and lets the present step back behind the past. */
const showKey = (names) => {
  map.getContainer().classList.toggle('shows-past', names.length > 0);
  document.getElementById('map-note').innerHTML = names.map((name) => `<i class="swatch ${name}"></i>${NAMES[name]}`).join(' ');
};

/** Draws geometries with a form each: { before: [...], after: [...] }. */
export const drawPast = (groups, { travel = false } = {}) => {
  if (!map.hasLayer(layers)) layers.addTo(map);
  layers.clearLayers();
  showKey(Object.keys(groups).filter((name) => groups[name].length));
  const boxes = [];
  for (const [name, shapes] of Object.entries(groups)) {
    for (const past of shapes) {
      const outline = shape(past, { pane: 'history', interactive: false, lineJoin: 'round', ...STYLES[name] });
      layers.addLayer(outline);
      const bounds = outline.getBounds();
      if (bounds.isValid()) boxes.push([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
    }
  }
  if (travel && boxes.length) {
    const box = unionBox(boxes);
    if (!map.getBounds().contains([[box[1], box[0]], [box[3], box[2]]])) fit(box);
  }
};

const features = async (ids) => {
  const found = await Promise.allSettled(ids.slice(0, MOST_OUTLINES).map(slick));
  return found.filter((one) => one.status === 'fulfilled').map((one) => one.value);
};

/** What a decision took and what it put in, by ids. */
export const showDecision = async (inputs, outputs, options) => {
  const mine = ++asked;
  const [before, after] = await Promise.all([features(inputs), features(outputs)]);
  if (mine === asked) drawPast({ before, after }, options);
};

export const clearPast = () => {
  asked++;
  layers.clearLayers();
  showKey([]);
};
