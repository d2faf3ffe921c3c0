// The selected and the hovered slick as outlines of their own above the tiles, picking, and the card that says what is under the pointer.
import { page, on, select, set, classTitle } from '../page.js';
import { slick, here, onSelected, selectedFeatures } from '../slicks.js';
import { fraction, html, id as grouped } from '../figures.js';
import { at } from './slick-tiles.js';
import { map } from './map.js';
import { shape } from './shape.js';
import { halo } from './halo.js';
import { boxOf } from './geometry.js';

/* global L */
const DWELL_MS = 70;
const THIN_PX = 8;

const outlines = L.layerGroup();
const hovered = L.layerGroup();

const line = { pane: 'selection', interactive: false, fill: false, lineJoin: 'round', className: 'selected-line', weight: 2 };
const soft = { pane: 'selection', interactive: false, fill: true, lineJoin: 'round', className: 'hovered', weight: 3 };

const outline = (feature, style) => shape(feature, { ...style, ...(style === line ? { className: `selected-line class-${feature.properties.class}` } : {}) });

/** Thinner than its own lines would be: then the inside is worth more than a line along it. */
const thin = ({ properties: { areaM2, perimeterM }, geometry }) => {
  const [, south, , north] = boxOf(geometry);
  const metresPerPixel = (40_075_017 * Math.cos((((south + north) / 2) * Math.PI) / 180)) / (256 * 2 ** map.getZoom());
  return (2 * areaM2) / perimeterM / metresPerPixel < THIN_PX;
};

const drawSelection = (features) => {
  if (!features) return;
  outlines.clearLayers();
  for (const feature of features) outlines.addLayer(halo(feature)).addLayer(outline(feature, { ...line, weight: thin(feature) ? 1 : 2 }));
};

let dwell = 0;

const drawHover = () => {
  clearTimeout(dwell);
  hovered.clearLayers();
  const wanted = page.hover;
  if (!wanted) return;
  const draw = (feature) => page.hover === wanted && !page.selection.includes(wanted) && hovered.clearLayers().addLayer(outline(feature, soft));
  if (here(wanted)) draw(here(wanted));
  else dwell = setTimeout(() => slick(wanted).then(draw, () => {}), DWELL_MS);
};

const card = document.getElementById('hover-card');

const showCard = (props, point) => {
  card.hidden = !props;
  if (!props) return;
  if (props.n > 1) {
    card.innerHTML = `<b>${grouped(props.n)}</b><span>slicks close together</span><small>mostly ${html(classTitle(props.class).toLowerCase())} · click to come closer</small>`;
    place(point);
    return;
  }
  const number = props.case ?? here(props.id)?.properties.case;
  card.innerHTML = `<b>${number ? `Case ${grouped(number)}` : `Version ${grouped(props.id)}`}</b><span><i class="dot" style="--c:var(--class-${props.class})"></i>${html(classTitle(props.class))}</span><span class="state" data-state="${html(props.state)}">${html(props.state)}</span>${props.conf === undefined ? '' : `<span class="figure">model ${fraction(props.conf)}</span>`}`;
  place(point);
};

const place = (point) => {
  const size = map.getSize();
  const left = point.x + 230 > size.x ? point.x - card.offsetWidth - 16 : point.x + 16;
  card.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.min(point.y + 16, size.y - 90))}px)`;
};

let frame = 0;

const pointerMoved = ({ latlng, containerPoint }) => {
  if (frame) return;
  frame = requestAnimationFrame(() => {
    frame = 0;
    if (page.tool) return;
    const [found] = at(latlng, map.getZoom());
    map.getContainer().classList.toggle('over-slick', !!found);
    showCard(found, containerPoint);
    set({ hover: found && !(found.n > 1) ? found.id : null });
  });
};

let cycle = { ids: '', index: 0 };

/** A second click at the same place takes the next slick below. */
const take = (found) => {
  const ids = found.map((props) => props.id).join();
  cycle = { ids, index: cycle.ids === ids && page.selection.length === 1 ? (cycle.index + 1) % found.length : 0 };
  return found[cycle.index].id;
};

const clicked = ({ latlng, originalEvent }) => {
  if (page.tool) return;
  const found = at(latlng, map.getZoom());
  if (found[0]?.n > 1) map.setView(latlng, Math.min(map.getZoom() + 2, 14));
  else if (originalEvent.shiftKey) {
    if (!found.length) return;
    const { id } = found[0];
    select(page.selection.includes(id) ? page.selection.filter((one) => one !== id) : [...page.selection, id]);
  } else select(found.length ? [take(found)] : []);
};

/** What was under the pointer is not there any more when the map moves under it. */
const letGo = () => {
  showCard(null);
  set({ hover: null });
  document.getElementById('cursor').textContent = '';
};

export const watchPicking = () => {
  outlines.addTo(map);
  hovered.addTo(map);
  onSelected(drawSelection);
  on('hover', drawHover);
  on('tool', letGo);
  map.on('movestart', letGo);
  on('hidden', () => (map.getPane('selection').hidden = page.hidden));
  map.on('zoomend', () => drawSelection(selectedFeatures()));
  map.on('mousemove', pointerMoved);
  map.on('click', clicked);
  map.on('mouseout', letGo);
};

/** The outlines of the selection make room for one that is being edited. */
export const hideOutlines = (hide) => (hide ? outlines.remove() : outlines.addTo(map));
