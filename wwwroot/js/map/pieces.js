// What would come out of a decision, with the area of each piece written on it.
import { area } from '../figures.js';
import { map } from './map.js';
import { boxOf } from './geometry.js';
import { apart, floating } from './labels.js';
import { joined } from './seam.js';
import { shape } from './shape.js';

/* global L */
const COLOURS = 6;
const MOST_LABELS = 40;
const layers = L.layerGroup();

/** The middle of the largest part. */
const anchor = (geometry) => {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const boxes = parts.map((coordinates) => boxOf({ type: 'Polygon', coordinates }));
  const [w, s, e, n] = boxes.reduce((a, b) => ((a[2] - a[0]) * (a[3] - a[1]) >= (b[2] - b[0]) * (b[3] - b[1]) ? a : b));
  return [(s + n) / 2, (w + e) / 2];
};

const labels = L.layerGroup();
let shown = [];

const CHARACTER_PX = 7.2;
const HEIGHT_PX = 22;

/** Labels keep clear of the tools, of the cards and of one another, wherever the map goes. */
const drawLabels = () => {
  labels.clearLayers();
  const boxes = shown.map(({ at, text }) => {
    const { x, y } = map.latLngToContainerPoint(at);
    const width = text.length * CHARACTER_PX + 16;
    return { x: x - width / 2, y: y - HEIGHT_PX / 2, width, height: HEIGHT_PX };
  });
  apart(boxes, floating(document.getElementById('stage'))).forEach(({ x, y, width }, index) => {
    const place = map.containerPointToLatLng([x + width / 2, y + HEIGHT_PX / 2]);
    labels.addLayer(L.marker(place, { pane: 'labels', interactive: false, keyboard: false, icon: L.divIcon({ className: 'piece-label', html: `<span>${shown[index].text}</span>`, iconSize: [0, 0] }) }));
  });
};

export const drawPieces = (pieces) => {
  if (!map.hasLayer(layers)) {
    layers.addTo(map);
    labels.addTo(map);
    map.on('moveend', drawLabels);
  }
  layers.clearLayers();
  map.getContainer().classList.add('shows-pieces');
  pieces.forEach((piece, index) => {
    layers.addLayer(shape(piece.geometry, { pane: 'tool', interactive: false, weight: 2, fill: true, lineJoin: 'round', className: `piece piece-${index % COLOURS}${piece.sliver ? ' sliver' : ''}${pieces.length === 1 ? ' whole' : ''}` }));
  });
  shown = pieces.slice(0, MOST_LABELS).map((piece, index) => ({ at: anchor(joined(piece.geometry)), text: `${pieces.length > 1 ? `${index + 1} · ` : ''}${area(piece.areaM2)}${piece.sliver ? ' · sliver' : ''}` }));
  drawLabels();
};

export const clearPieces = () => {
  shown = [];
  labels.clearLayers();
  layers.clearLayers();
  map.getContainer().classList.remove('shows-pieces');
};
