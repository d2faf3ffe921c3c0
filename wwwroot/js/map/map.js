// The map: Leaflet, panes from bottom to top, scale bar, graticule labels, cursor position, and its place in the address.
import { page, on, set } from '../page.js';
import { sums } from '../sums.js';
import { position } from '../figures.js';
import { onTheme } from '../theme.js';
import { basemap } from './basemap.js';
import { addSlickTiles } from './slick-tiles.js';
import { gridStep, wrapLon } from './geometry.js';

/* global L */
const PANES = { scene: 300, beside: 310, footprints: 405, slicks: 410, history: 420, selection: 430, tool: 440, labels: 640 };
const WHOLE_WORLD = { center: [20, 0], zoom: 2 };

/** The one map of the page. */
export let map = null;

const scaleBar = () => {
  const bar = document.getElementById('scale-bar');
  const middle = map.getSize().divideBy(2);
  const metres = map.distance(map.containerPointToLatLng(middle), map.containerPointToLatLng(middle.add([120, 0])));
  const power = 10 ** Math.floor(Math.log10(metres));
  const nice = [5, 2, 1].find((step) => step * power <= metres) * power;
  bar.style.width = `${Math.round((nice / metres) * 120)}px`;
  bar.textContent = nice < 1000 ? `${nice} m` : `${nice / 1000} km`;
};

const gridLabels = () => {
  const room = document.getElementById('map').querySelector('.grid-labels') ?? document.getElementById('map').appendChild(Object.assign(document.createElement('div'), { className: 'grid-labels' }));
  const step = gridStep(map.getZoom());
  const digits = Math.max(0, Math.ceil(-Math.log10(step)));
  const bounds = map.getBounds();
  const marks = [];
  const size = map.getSize();
  for (let lon = Math.ceil(bounds.getWest() / step) * step; lon < bounds.getEast(); lon += step) {
    const x = map.latLngToContainerPoint([0, lon]).x;
    const wrapped = wrapLon(+lon.toFixed(6));
    if (x > 150 && x < size.x - 24) marks.push(`<i style="left:${x}px;top:2px">${Math.abs(wrapped).toFixed(digits)}°${wrapped === 0 ? '' : wrapped < 0 ? 'W' : 'E'}</i>`);
  }
  for (let lat = Math.ceil(Math.max(-85, bounds.getSouth()) / step) * step; lat < Math.min(85, bounds.getNorth()); lat += step) {
    const y = map.latLngToContainerPoint([lat, bounds.getWest()]).y;
    if (y > 40 && y < size.y - 44) marks.push(`<i class="lat" style="right:4px;top:${y}px">${Math.abs(lat).toFixed(digits)}°${Math.abs(lat) < 1e-9 ? '' : lat < 0 ? 'S' : 'N'}</i>`);
  }
  room.innerHTML = marks.join('');
};

const moved = () => {
  const { lat, lng } = map.getCenter();
  set({ place: { zoom: map.getZoom(), lat, lon: wrapLon(lng) } });
};

const EDGE_PX = 56;
const LEAST_FREE_PX = 320;

/** What floats over the map at its left and right, in pixels. */
const covered = () => {
  const stage = map.getContainer().getBoundingClientRect();
  const card = document.querySelector('#scene-card:not(.folded, [hidden])');
  const panel = document.getElementById('panel').getBoundingClientRect();
  const left = Math.max(card?.offsetWidth ?? 0, document.getElementById('toolbar').offsetWidth - EDGE_PX + 20);
  const right = document.getElementById('panel').classList.contains('open') ? Math.max(0, stage.right - panel.left) : 0;
  return stage.width - left - right - 2 * EDGE_PX >= LEAST_FREE_PX ? [left, right] : [0, right];
};

/** Shows a box [w, s, e, n] in what the panels leave free. */
export const fit = ([west, south, east, north], options = {}) => {
  const over = east < west ? 360 : 0;
  const [left, right] = covered();
  map.fitBounds([[south, west], [north, east + over]], { paddingTopLeft: [EDGE_PX + left, EDGE_PX], paddingBottomRight: [EDGE_PX + right, EDGE_PX], maxZoom: 14, ...options });
};

/** First sight: the place of the link, else everything that matches the filter. */
const start = async () => {
  if (page.place) {
    map.setView([page.place.lat, page.place.lon], page.place.zoom);
    return;
  }
  map.setView(WHOLE_WORLD.center, WHOLE_WORLD.zoom);
  const summary = await sums();
  if (summary?.bbox && !page.place) fit(summary.bbox, { animate: false, maxZoom: 9 });
};

export const makeMap = async () => {
  map = L.map('map', { zoomControl: false, attributionControl: false, worldCopyJump: true, fadeAnimation: false, minZoom: 2, maxZoom: 18, boxZoom: false, zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches, maxBounds: [[-89, -Infinity], [89, Infinity]], maxBoundsViscosity: 1 });
  for (const [name, zIndex] of Object.entries(PANES)) map.createPane(name).style.zIndex = zIndex;
  map.getPane('labels').style.pointerEvents = 'none';
  L.control.zoom({ position: 'bottomright' }).addTo(map);
  const ground = basemap();
  await start();
  addSlickTiles(map);
  ground.addTo(map);
  map.on('move zoom resize', () => {
    scaleBar();
    gridLabels();
  });
  map.on('moveend', moved);
  map.on('mousemove', ({ latlng }) => (document.getElementById('cursor').textContent = position(wrapLon(latlng.lng), latlng.lat)));
  scaleBar();
  gridLabels();
  moved();
  onTheme(() => ground.recolour());
  on('travel', () => map.setView([page.place.lat, page.place.lon], page.place.zoom));
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());
  return map;
};

