// What would come out of a decision, with the area of each piece written on it.
import { area } from '../figures.js';
import { map } from './map.js';
import { boxOf } from './geometry.js';
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

export const drawPieces = (pieces) => {
  if (!map.hasLayer(layers)) layers.addTo(map);
  layers.clearLayers();
  map.getContainer().classList.add('shows-pieces');
  pieces.forEach((piece, index) => {
    const outline = shape(piece.geometry, { pane: 'tool', interactive: false, weight: 2, fill: true, lineJoin: 'round', className: `piece piece-${index % COLOURS}${piece.sliver ? ' sliver' : ''}${pieces.length === 1 ? ' whole' : ''}` });
    layers.addLayer(outline);
    if (index >= MOST_LABELS) return;
    const text = `${pieces.length > 1 ? `${index + 1} · ` : ''}${area(piece.areaM2)}${piece.sliver ? ' · sliver' : ''}`;
    layers.addLayer(L.marker(anchor(joined(piece.geometry)), { pane: 'labels', interactive: false, keyboard: false, icon: L.divIcon({ className: 'piece-label', html: `<span>${text}</span>`, iconSize: [0, 0] }) }));
  });
};

export const clearPieces = () => {
  layers.clearLayers();
  map.getContainer().classList.remove('shows-pieces');
};
