// Outlines of the scenes in view, each with its date; a click on a date shows that scene.
import { page, on, set } from '../page.js';
import { html } from '../figures.js';
import { map } from '../map/map.js';
import { shape } from '../map/shape.js';
import { apart, floating } from '../map/labels.js';
import { sceneShown, showScene } from './imagery.js';
import { scenesInView } from './scenes.js';
import { minute } from './card.js';

/* global L */
const MOST_LABELS = 40;
// Below the degrees at the upper edge and what stands beside the line of a swipe.
const LEFT_PX = 6;
const topPx = () => (page.beside ? 50 : 18);
const [WIDTH_PX, HEIGHT_PX] = [180, 24];
const layers = L.layerGroup();

/** The upper left corner of what is seen of a scene. */
const corner = ({ imagery: { bounds: [west, , , north] } }) => {
  const { x, y } = map.latLngToContainerPoint([north, west]);
  return { x: Math.max(LEFT_PX, x), y: Math.max(topPx(), y), width: WIDTH_PX, height: HEIGHT_PX };
};

const label = (scene, { x, y }) => {
  const shown = scene.id === sceneShown()?.id;
  const state = scene.imagery.state === 'ready' ? '' : ` · ${scene.imagery.state}`;
  const text = `<button type="button" class="footprint-label${shown ? ' shown' : ''}" data-footprint="${scene.id}"${scene.imagery.state === 'ready' ? '' : ' aria-disabled="true"'}>${html(minute(scene.acquired))}${state}</button>`;
  return L.marker(map.containerPointToLatLng([x, y]), { pane: 'labels', interactive: false, keyboard: false, icon: L.divIcon({ className: 'footprint-mark', html: text, iconSize: [0, 0] }) });
};

const draw = () => {
  layers.clearLayers();
  document.getElementById('footprints-button').setAttribute('aria-pressed', String(page.footprints));
  if (!page.footprints) return;
  const scenes = scenesInView();
  const places = apart(scenes.slice(0, MOST_LABELS).map(corner), floating(document.getElementById('stage')));
  scenes.forEach((scene, at) => {
    layers.addLayer(shape(scene.imagery.footprint, { pane: 'footprints', interactive: false, fill: false, weight: scene.id === sceneShown()?.id ? 3 : 1.5, className: `footprint ${scene.imagery.state}` }));
    if (places[at]) layers.addLayer(label(scene, places[at]));
  });
};

export const toggleFootprints = () => set({ footprints: !page.footprints });

export const watchFootprints = () => {
  layers.addTo(map);
  on('footprints scenes scene sceneBeside side beside', draw);
  map.getContainer().addEventListener('click', (event) => {
    const button = event.target.closest('[data-footprint]');
    if (!button) return;
    event.stopPropagation();
    if (button.getAttribute('aria-disabled') !== 'true') showScene(+button.dataset.footprint);
  }, true);
};
