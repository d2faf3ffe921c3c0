// The histogram of the shown band with the two values that become black and white, to be dragged or moved by keys.
import { figure } from './look.js';

const BARS = 64;
const HEIGHT = 52;
const BESIDE = 0.04;
const room = document.getElementById('histogram');
const bars = document.getElementById('histogram-bars');
const bounds = [document.getElementById('bound-low'), document.getElementById('bound-high')];

let spread = null;
let range = null;
let db = false;
let onMove = () => {};
let onDone = () => {};

const domain = () => {
  const { from, to } = spread.histogram;
  const beside = (to - from) * BESIDE;
  return [from - beside, to + beside];
};

const share = (value) => {
  const [from, to] = domain();
  return Math.max(0, Math.min(1, (value - from) / (to - from)));
};

/** Whole numbers leave most of 256 bars empty; then there is a bar for each of them, and no comb. */
const barsOf = ({ counts }) => {
  const filled = counts.filter((count) => count > 0).length;
  return filled < counts.length / 6 ? Math.max(4, filled) : BARS;
};

/** Heights of the bars, 0 to 1. The bars at both ends hold all that lies beyond, so they do not set the scale. */
const heights = (bars) => {
  const { counts } = spread.histogram;
  const joined = new Array(bars).fill(0);
  counts.forEach((count, at) => (joined[Math.floor((at * bars) / counts.length)] += count));
  const most = Math.max(1, ...joined.slice(1, -1));
  return joined.map((count) => Math.min(1, count / most));
};

const drawBars = () => {
  const [from, to] = domain();
  const count = barsOf(spread.histogram);
  const width = (spread.histogram.to - spread.histogram.from) / count;
  bars.setAttribute('viewBox', `0 0 1000 ${HEIGHT}`);
  bars.innerHTML = heights(count).map((height, at) => {
    const middle = spread.histogram.from + (at + 0.5) * width;
    const x = ((spread.histogram.from + at * width - from) / (to - from)) * 1000;
    const inside = middle >= range[0] && middle <= range[1];
    const tall = height === 0 ? 0 : Math.max(1, height * (HEIGHT - 4));
    return `<rect x="${x.toFixed(1)}" y="${(HEIGHT - tall).toFixed(1)}" width="${(((width / (to - from)) * 1000) * 0.82).toFixed(1)}" height="${tall.toFixed(1)}"${inside ? ' class="inside"' : ''}/>`;
  }).join('');
};

const place = () => {
  bounds.forEach((bound, at) => {
    bound.style.left = `${share(range[at]) * 100}%`;
    const [from, to] = domain();
    bound.setAttribute('aria-valuemin', from.toPrecision(4));
    bound.setAttribute('aria-valuemax', to.toPrecision(4));
    bound.setAttribute('aria-valuenow', Math.max(from, Math.min(to, range[at])).toPrecision(4));
    bound.setAttribute('aria-valuetext', `${figure(range[at], db)}${db ? ' dB' : ''}`);
  });
  drawBars();
};

/** Shows a spread and the range that is stretched; hides what is not known yet. */
export const showHistogram = (next, nextRange, nextDb) => {
  [spread, range, db] = [next, nextRange, nextDb];
  room.classList.toggle('unknown', !spread || !range);
  for (const bound of bounds) bound.tabIndex = spread && range ? 0 : -1;
  if (spread && range) place();
  else bars.innerHTML = '';
};

const moveTo = (at, value) => {
  const [from, to] = domain();
  const least = (to - from) / 500;
  const limited = Math.max(from, Math.min(to, value));
  range = at === 0 ? [Math.min(limited, range[1] - least), range[1]] : [range[0], Math.max(limited, range[0] + least)];
  place();
  onMove(range);
};

const drag = (at) => (event) => {
  if (event.button !== 0 || !spread) return;
  event.preventDefault();
  const bound = bounds[at];
  bound.focus({ preventScroll: true });
  bound.setPointerCapture(event.pointerId);
  const box = room.getBoundingClientRect();
  const move = ({ clientX }) => {
    const [from, to] = domain();
    moveTo(at, from + ((clientX - box.left) / box.width) * (to - from));
  };
  const end = () => {
    bound.removeEventListener('pointermove', move);
    onDone(range);
  };
  bound.addEventListener('pointermove', move);
  bound.addEventListener('lostpointercapture', end, { once: true });
};

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

const press = (at) => (event) => {
  if (!spread || !range) return;
  const [from, to] = domain();
  const step = STEPS[event.key];
  if (step) moveTo(at, range[at] + (step * (event.shiftKey ? 5 : 1) * (to - from)) / 100);
  else if (event.key === 'Home') moveTo(at, from);
  else if (event.key === 'End') moveTo(at, to);
  else return;
  event.preventDefault();
  onDone(range);
};

/** `move` hears of every step, `done` of the last one. */
export const watchHistogram = (move, done) => {
  [onMove, onDone] = [move, done];
  bounds.forEach((bound, at) => {
    bound.addEventListener('pointerdown', drag(at));
    bound.addEventListener('keydown', press(at));
  });
};
