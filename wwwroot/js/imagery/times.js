// The scenes of the view on a line of time: a tick each, the shown one marked; click, drag or the arrow keys go to another.
import { page, on } from '../page.js';
import { map } from '../map/map.js';
import { html, utc } from '../figures.js';
import { byTime, covers, onLine } from './choose.js';
import { sceneShown, showScene } from './imagery.js';
import { scenesInView } from './scenes.js';

const APART = 0.035;
const room = document.getElementById('times');
const line = document.getElementById('time-line');
const ends = document.getElementById('time-ends');

let scenes = [];
let places = [];

const day = (iso) => utc(iso).split(' ').slice(0, 3).join(' ');

const draw = () => {
  const shown = sceneShown();
  const { lat, lng: lon } = map.getCenter();
  scenes = scenesInView().filter((scene) => scene.imagery.state === 'ready').sort(byTime);
  if (shown && !scenes.some((scene) => scene.id === shown.id)) scenes = [...scenes, shown].sort(byTime);
  room.hidden = scenes.length < 2;
  if (room.hidden) return;
  places = onLine(scenes, APART);
  line.innerHTML = scenes.map((scene, at) => `<i class="${scene.id === shown?.id ? 'now' : ''}${covers(scene, lon, lat) ? '' : ' aside'}" style="left:${(places[at] * 100).toFixed(2)}%" title="${html(utc(scene.acquired))}"></i>`).join('');
  const at = scenes.findIndex((scene) => scene.id === shown?.id);
  line.setAttribute('aria-valuemin', 1);
  line.setAttribute('aria-valuemax', scenes.length);
  line.setAttribute('aria-valuenow', at + 1);
  line.setAttribute('aria-valuetext', shown ? `${utc(shown.acquired)}, ${at + 1} of ${scenes.length}` : `none of ${scenes.length}`);
  ends.innerHTML = `<span>${html(day(scenes[0].acquired))}</span><span>${at + 1} of ${scenes.length}</span><span>${html(day(scenes.at(-1).acquired))}</span>`;
};

const nearest = (clientX) => {
  const box = line.getBoundingClientRect();
  const at = (clientX - box.left) / box.width;
  return places.reduce((best, place, index) => (Math.abs(place - at) < Math.abs(places[best] - at) ? index : best), 0);
};

const go = (index) => {
  const scene = scenes[Math.max(0, Math.min(scenes.length - 1, index))];
  if (scene && scene.id !== sceneShown()?.id) showScene(scene.id);
};

const press = (event) => {
  const at = scenes.findIndex((scene) => scene.id === sceneShown()?.id);
  const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: scenes.length - 1, PageDown: at - 5, PageUp: at + 5 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  go(to);
};

export const watchTimes = () => {
  on('scenes scene sceneBeside look beside side', draw);
  line.addEventListener('keydown', press);
  line.addEventListener('pointerdown', (event) => {
    line.setPointerCapture(event.pointerId);
    go(nearest(event.clientX));
    const move = ({ clientX }) => go(nearest(clientX));
    line.addEventListener('pointermove', move);
    line.addEventListener('lostpointercapture', () => line.removeEventListener('pointermove', move), { once: true });
  });
  if (page.scenes) draw();
};
