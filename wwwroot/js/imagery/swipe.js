// Two pictures under a line that is dragged or moved by keys: left of it the one, right of it the other.
import { page, on, set } from '../page.js';
import { html } from '../figures.js';
import { map } from '../map/map.js';
import { toast } from '../toasts.js';
import { PRESETS, inDb, stretchName } from './look.js';
import { neighbour } from './choose.js';
import { lookOf, sceneShown } from './imagery.js';
import { scenesInView } from './scenes.js';
import { minute } from './card.js';

const FAR = 1e5;
const divider = document.getElementById('divider');
const stage = document.getElementById('stage');
let share = 0.5;

/** The panes move with the map, the line does not: so what they show is cut anew with every step of the map. */
const clip = () => {
  const x = map.containerPointToLayerPoint([share * map.getSize().x, 0]).x;
  map.getPane('scene').style.clipPath = page.beside ? `polygon(-${FAR}px -${FAR}px, ${x}px -${FAR}px, ${x}px ${FAR}px, -${FAR}px ${FAR}px)` : '';
  map.getPane('beside').style.clipPath = page.beside ? `polygon(${x}px -${FAR}px, ${FAR}px -${FAR}px, ${FAR}px ${FAR}px, ${x}px ${FAR}px)` : '';
};

const describe = (side) => {
  const scene = sceneShown(side);
  if (!scene) return 'no image';
  return `${minute(scene.acquired)} · ${stretchName(lookOf(side), inDb(lookOf(side), scene.imagery))}`;
};

const place = () => {
  divider.style.left = `${share * 100}%`;
  divider.setAttribute('aria-valuenow', Math.round(share * 100));
  divider.setAttribute('aria-valuetext', `${Math.round(share * 100)} % from the left; left ${describe('look')}, right ${describe('beside')}`);
  clip();
};

const show = () => {
  divider.hidden = !page.beside;
  stage.classList.toggle('swiping', !!page.beside);
  document.getElementById('swipe-button').setAttribute('aria-pressed', String(!!page.beside));
  document.getElementById('label-left').innerHTML = html(describe('look'));
  document.getElementById('label-right').innerHTML = html(describe('beside'));
  place();
};

const moveTo = (next) => {
  share = Math.max(0.02, Math.min(0.98, next));
  place();
};

/** The other picture: the scene before this one, else this one with the dark end stretched. */
const other = (scene) => {
  const look = lookOf('look');
  const before = neighbour(scenesInView(), scene, -1) ?? neighbour(scenesInView(), scene, 1);
  if (before) return { ...look, scene: before.id };
  const { stretch } = look;
  const [, [low, high]] = PRESETS.find(([name, [from, to]]) => (name === 'Slicks' || name === '2–98') && !(stretch.kind === 'percentile' && stretch.low === from && stretch.high === to) && !(name === '2–98' && stretch.kind === 'percentile' && stretch.low !== 0.1)) ?? PRESETS[4];
  return { ...look, scene: scene.id, stretch: { kind: 'percentile', low, high } };
};

/** W: on and off. The left picture stays as it is, and is the only one afterwards. */
export const toggleSwipe = () => {
  if (page.beside) {
    set({ beside: null, side: 'look' });
    return;
  }
  const scene = sceneShown('look');
  if (!scene) {
    toast('There is no radar image in view to compare.', { kind: 'note', stays: 3500 });
    return;
  }
  share = 0.5;
  set({ beside: other(scene), side: 'beside' });
};

const drag = (event) => {
  if (event.button !== 0) return;
  event.preventDefault();
  divider.focus({ preventScroll: true });
  divider.setPointerCapture(event.pointerId);
  const box = stage.getBoundingClientRect();
  const move = ({ clientX }) => moveTo((clientX - box.left) / box.width);
  divider.addEventListener('pointermove', move);
  divider.addEventListener('lostpointercapture', () => divider.removeEventListener('pointermove', move), { once: true });
};

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

const press = (event) => {
  const step = STEPS[event.key];
  if (step) moveTo(share + (step * (event.shiftKey ? 5 : 1)) / 100);
  else if (event.key === 'Home') moveTo(0);
  else if (event.key === 'End') moveTo(1);
  else return;
  event.preventDefault();
};

export const watchSwipe = () => {
  if (page.beside) set({ side: 'beside' });
  divider.addEventListener('pointerdown', drag);
  divider.addEventListener('keydown', press);
  divider.addEventListener('dblclick', () => moveTo(0.5));
  map.on('move zoomend viewreset resize', () => page.beside && clip());
  on('beside sceneBeside look scene', show);
  show();
};
