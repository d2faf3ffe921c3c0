// The card of the radar image at the lower left of the map: what is seen, and how. It folds to one line, by hand or to keep the selected slick free.
import { page, on, set } from '../page.js';
import { onSelected, selectedFeatures } from '../slicks.js';
import { html, utc } from '../figures.js';
import { map } from '../map/map.js';
import { boxOf } from '../map/geometry.js';
import { GAMMA, PRESETS, UNITS, bandOf, inDb, withBand, withDb } from './look.js';
import { change, lookOf, offered, picture, rangeShown, sceneShown, showScene, spreadShown } from './imagery.js';
import { scenesInView } from './scenes.js';
import { sceneParts } from './scene-name.js';
import { showHistogram, watchHistogram } from './histogram.js';

const COMMIT_MS = 250;
const SMALL_PX = 72;
const STORE = 'scene-card';
const at = (id) => document.getElementById(id);
const card = at('scene-card');
const fold = at('scene-fold');
const low = at('stretch-low');
const high = at('stretch-high');
const gamma = at('gamma');
const opacity = at('opacity');

let open = true;
let away = false;
let insists = false;
let timer = 0;

/** "21 Nov 2020 22:57 UTC" */
export const minute = (iso) => utc(iso).replace(/:\d\d UTC$/, ' UTC');

// A slider's middle is no change; both ends are the limits.
const gammaAt = (place) => (place >= 0 ? GAMMA.most ** (place / 50) : GAMMA.least ** (-place / 50));
const placeOf = (value) => Math.round(value >= 1 ? (50 * Math.log(value)) / Math.log(GAMMA.most) : (-50 * Math.log(value)) / Math.log(GAMMA.least));

/** Seen from far away a scene is a few pixels; the map matters more than how they are stretched. */
const isSmall = () => {
  const [west, south, east, north] = sceneShown().imagery.bounds;
  const [a, b] = [map.latLngToContainerPoint([north, west]), map.latLngToContainerPoint([south, east])];
  return Math.max(b.x - a.x, b.y - a.y) < SMALL_PX;
};

const unfolded = () => open && !away && !!sceneShown() && (insists || !isSmall());

/** What can be done about a place without an image. */
const remedy = () => {
  const states = new Set(scenesInView().map((one) => one.imagery.state));
  if (states.has('preparing')) return 'It appears here by itself when it is ready.';
  if (states.has('failed')) return 'The image of this place could not be read. <a class="link" href="/scenes?show=failed">Scenes</a> say why.';
  const names = [...new Set(selectedFeatures().map((feature) => feature.properties.scene).filter(Boolean))];
  const add = `<code>./review scene add FILE${names.length === 1 ? ` --name ${html(names[0])}` : ''}</code>`;
  return `${names.length === 1 ? 'The scene of this slick has no image.' : 'No scene of this view has one.'} Look in <a class="link" href="/scenes?show=image">Scenes</a> where there are images, or have one added: ${add}`;
};

const showFold = () => {
  const whole = unfolded();
  card.classList.toggle('folded', !whole);
  const none = sceneShown('look') || lookOf('look').scene === 0 || away ? null : remedy();
  at('scene-none').hidden = !none || !open;
  at('scene-none').innerHTML = none ?? '';
  fold.setAttribute('aria-expanded', String(whole || !at('scene-none').hidden));
  document.documentElement.style.setProperty('--scene-card', `${card.hidden ? 0 : card.offsetWidth}px`);
};

const title = () => {
  const scene = sceneShown();
  // In a swipe the numbers below are those of one side.
  if (scene) return `${page.beside ? (page.side === 'beside' ? 'Right' : 'Left') : 'Scene'} · ${html(bandOf(lookOf(), scene.imagery))} · ${html(minute(scene.acquired))}`;
  if (page.beside) return 'No radar image on this side';
  if (lookOf('look').scene === 0) return 'Radar image hidden';
  const waiting = scenesInView().filter((one) => one.imagery.state === 'preparing').length;
  return waiting ? 'Radar image is being prepared' : scenesInView().length ? 'No radar image ready here' : 'No radar image here';
};

const name = (scene) => {
  const parts = sceneParts(scene.name);
  const about = parts ? `${parts.mission} ${parts.beam} · orbit ${parts.orbit}` : scene.name;
  return `${html(about)}${scene.simulated ? ' · <b>simulated</b>' : ''}${scene.imagery.missing.length ? ` · without ${html(scene.imagery.missing.join(', '))}` : ''}`;
};

const showNumbers = (range, db) => {
  const digits = (value) => (value === undefined ? '' : db ? value.toFixed(1) : String(+value.toPrecision(4)));
  for (const [field, value] of [[low, range?.[0]], [high, range?.[1]]]) if (document.activeElement !== field) field.value = digits(value);
};

const showOffer = () => {
  const scene = offered();
  const room = at('scene-offer');
  room.hidden = !scene;
  if (scene) room.innerHTML = `The slick was found in another image, ${html(minute(scene.acquired))}. <button type="button" class="link strong" data-scene="${scene.id}" data-testid="scene-offer">Show it</button>`;
};

const showControls = (scene) => {
  const look = lookOf();
  const db = inDb(look, scene.imagery);
  const { stretch } = look;
  at('scene-name').innerHTML = name(scene);
  at('scene-name').title = scene.name;
  showHistogram(spreadShown(), rangeShown(), db);
  showNumbers(rangeShown(), db);
  at('unit-linear').textContent = UNITS[scene.imagery.unit];
  at('unit-linear').title = scene.imagery.unit === 'amplitude' ? 'Numbers as they are stored (D)' : 'Backscatter as power (D)';
  at('unit-linear').setAttribute('aria-pressed', String(!db));
  at('unit-db').setAttribute('aria-pressed', String(db));
  at('presets').innerHTML = PRESETS.map(([text, [from, to], says], index) => `<button type="button" data-preset="${index}" aria-pressed="${stretch.kind === 'percentile' && stretch.low === from && stretch.high === to}" title="${says}" data-testid="preset-${index}">${text}</button>`).join('');
  gamma.value = placeOf(look.gamma);
  at('gamma-value').textContent = look.gamma.toFixed(1);
  opacity.value = Math.round(look.opacity * 100);
  at('opacity-value').textContent = `${Math.round(look.opacity * 100)} %`;
  at('band-row').hidden = scene.imagery.bands.length < 2;
  at('bands').innerHTML = scene.imagery.bands.map((band) => `<button type="button" data-band="${html(band)}" aria-pressed="${band === bandOf(look, scene.imagery)}" title="Band ${html(band)} (B)" data-testid="band-${html(band)}">${html(band)}</button>`).join('');
  at('scene-sides').hidden = !page.beside;
  for (const button of at('scene-sides').children) button.setAttribute('aria-pressed', String(button.dataset.side === page.side));
};

const keepFocus = (draw) => {
  const { testid } = document.activeElement?.closest('#scene-card button')?.dataset ?? {};
  draw();
  if (testid && !card.contains(document.activeElement)) card.querySelector(`[data-testid="${testid}"]`)?.focus({ preventScroll: true });
};

const show = () => keepFocus(() => {
  const shown = sceneShown('look');
  card.hidden = false;
  at('scene-title').innerHTML = title();
  const hiddenByHand = lookOf('look').scene === 0;
  at('scene-shown').hidden = !shown && !hiddenByHand;
  at('scene-shown').setAttribute('aria-pressed', String(!hiddenByHand));
  document.getElementById('stage').classList.toggle('imaged', !!shown);
  if (sceneShown()) showControls(sceneShown());
  showOffer();
  showFold();
});

const commit = (range) => {
  clearTimeout(timer);
  change({ stretch: { kind: 'range', low: +range[0].toPrecision(5), high: +range[1].toPrecision(5) } });
};

/** While the hand moves, the tiles that are here show what will come; the server is asked when it rests. */
const moving = (range) => {
  showNumbers(range, inDb(lookOf(), sceneShown().imagery));
  picture().preview(range);
  clearTimeout(timer);
  timer = setTimeout(commit, COMMIT_MS, range);
};

const typed = () => {
  const range = [low, high].map((field) => (field.value === '' ? NaN : +field.value));
  const good = range.every(Number.isFinite) && range[0] < range[1];
  for (const field of [low, high]) field.setAttribute('aria-invalid', String(!good));
  if (good) commit(range);
};

const clicked = (event) => {
  const { preset, band, db, side, scene } = event.target.closest('button')?.dataset ?? {};
  if (preset) {
    const [from, to] = PRESETS[preset][1];
    change({ stretch: { kind: 'percentile', low: from, high: to } });
  }
  if (band) change(withBand(lookOf(), band));
  if (db && sceneShown()) change(withDb(lookOf(), sceneShown().imagery, db === 'true'));
  if (side) set({ side });
  if (scene) showScene(+scene, 'look');
  // Somebody with a mouse goes on with keys, Space above all, which would press the button again.
  if (event.detail && event.target.closest('button')) map.getContainer().focus({ preventScroll: true });
};

/** Folds while the whole of the card would lie over the selected slick, and nobody is using it. */
const makeRoom = () => {
  const features = selectedFeatures();
  const used = card.matches(':hover') || card.contains(document.activeElement);
  if (used && !away) return;
  let over = false;
  if (features.length === 1) {
    const [west, south, east, north] = boxOf(features[0].geometry);
    const [a, b] = [map.latLngToContainerPoint([north, west]), map.latLngToContainerPoint([south, east])];
    const size = map.getSize();
    const [width, height] = [card.offsetWidth, Math.max(card.scrollHeight, sceneShown() ? wholeHeight : helpHeight)];
    const bottom = size.y - 40;
    const larger = b.x - a.x > size.x && b.y - a.y > size.y;
    over = !larger && a.x < 12 + width && b.x > 12 && b.y > bottom - height && a.y < bottom;
  }
  if (sceneShown() && !isSmall()) insists = false;
  const moves = away !== over;
  away = over;
  if (moves || card.classList.contains('folded') === unfolded()) showFold();
};

let wholeHeight = 0;
let helpHeight = 0;

const measure = () => {
  if (unfolded()) wholeHeight = card.offsetHeight;
  else if (!at('scene-none').hidden) helpHeight = card.offsetHeight;
};

const remember = () => {
  try {
    localStorage.setItem(STORE, open ? 'open' : 'folded');
  } catch {
    // Forgotten, but folded.
  }
};

/** I: opens or folds the card. */
export const toggleCard = () => {
  open = sceneShown() ? !unfolded() : !open;
  insists = open;
  away = false;
  remember();
  showFold();
};

export const watchCard = () => {
  try {
    open = localStorage.getItem(STORE) !== 'folded';
  } catch {
    // As if nobody had folded it before.
  }
  on('look beside scene sceneBeside scenes side spreads offered', show);
  new ResizeObserver(measure).observe(card);
  watchHistogram(moving, (range) => commit(range));
  card.addEventListener('click', clicked);
  for (const field of [low, high]) field.addEventListener('change', typed);
  gamma.addEventListener('input', () => {
    at('gamma-value').textContent = gammaAt(+gamma.value).toFixed(1);
    clearTimeout(timer);
    timer = setTimeout(() => change({ gamma: +gammaAt(+gamma.value).toFixed(2) }), COMMIT_MS / 2);
  });
  gamma.addEventListener('dblclick', () => change({ gamma: 1 }));
  opacity.addEventListener('input', () => {
    at('opacity-value').textContent = `${opacity.value} %`;
    map.getPane(page.side === 'beside' ? 'beside' : 'scene').style.opacity = +opacity.value / 100;
  });
  opacity.addEventListener('change', () => change({ opacity: +opacity.value / 100 }));
  at('scene-shown').addEventListener('click', () => {
    if (lookOf('look').scene === 0) showScene(null, 'look');
    else set({ look: { ...lookOf('look'), scene: 0 }, beside: null, side: 'look' });
  });
  onSelected(makeRoom);
  map.on('moveend', makeRoom);
  on('scene', makeRoom);
  onSelected(showFold);
  show();
};
