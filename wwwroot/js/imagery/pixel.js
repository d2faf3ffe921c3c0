// The value of the pixel under the pointer, in the foot of the map. Asked when the pointer rests; an older question is dropped.
import { get } from '../api.js';
import { on, page } from '../page.js';
import { wrapLon } from '../map/geometry.js';
import { map } from '../map/map.js';
import { html } from '../figures.js';
import { UNITS, bandOf, figure } from './look.js';
import { covers } from './choose.js';
import { lookOf, sceneShown } from './imagery.js';

const REST_MS = 70;
const room = document.getElementById('pixel');
let timer = 0;
let asking = null;

const clear = () => {
  clearTimeout(timer);
  asking?.abort();
  asking = null;
  room.textContent = '';
};

const write = (scene, { values }, side) => {
  const band = bandOf(lookOf(side), scene.imagery);
  const found = values[scene.imagery.bands.indexOf(band)];
  if (!found || found.value === null) {
    room.textContent = `${band} no data`;
    return;
  }
  const db = found.db === null ? '' : `<b>${figure(found.db, true)} dB</b>`;
  const linear = `${UNITS[scene.imagery.unit]} ${figure(scene.imagery.unit === 'decibel' ? 10 ** (found.value / 10) : found.value, false)}`;
  room.innerHTML = `${html(band)} ${db} · ${html(linear)}`;
};

const ask = async (latlng, side) => {
  const scene = sceneShown(side);
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const answer = await get(`/api/scenes/${scene.id}/value?lon=${wrapLon(latlng.lng).toFixed(6)}&lat=${latlng.lat.toFixed(6)}`, signal);
    if (!signal.aborted) write(scene, answer, side);
  } catch {
    if (!signal.aborted) room.textContent = '';
  }
};

const moved = ({ latlng, containerPoint }) => {
  const line = document.getElementById('divider');
  const side = page.beside && containerPoint.x > line.offsetLeft ? 'beside' : 'look';
  const scene = sceneShown(side);
  if (!scene || !covers(scene, wrapLon(latlng.lng), latlng.lat)) {
    clear();
    return;
  }
  clearTimeout(timer);
  timer = setTimeout(ask, REST_MS, latlng, side);
};

export const watchPixel = () => {
  map.on('mousemove', moved);
  map.on('mouseout movestart', clear);
  on('scene look', clear);
};
