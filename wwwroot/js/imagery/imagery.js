// The radar image under the slicks: which scene is shown, how, and what changes it. The card, the swipe and the decisions follow.
import { page, on, set, touch } from '../page.js';
import { onSelected } from '../slicks.js';
import { map } from '../map/map.js';
import { toast } from '../toasts.js';
import { PRESETS, USUAL, bandOf, formatLook, inDb, rangeOf, spreadOf, stretchName, withBand, withDb } from './look.js';
import { choose, neighbour } from './choose.js';
import { forget, known, lookAround, sceneNamed, sceneOf, scenesInView, statisticsOf } from './scenes.js';
import { Picture } from './picture.js';
import { evidence } from './evidence.js';

const PAUSE_MS = 180;

const pictures = { look: null, beside: null };
const spreads = new Map();
let ofSelection = null;

/** Sides: "look" is the picture, or the left one of a swipe; "beside" the right one. */
export const lookOf = (side = page.side) => page[side] ?? USUAL;

export const sceneShown = (side = page.side) => (side === 'beside' ? page.sceneBeside : page.scene);

/** How the shown band is spread, when that is known. */
export const spreadShown = (side = page.side) => {
  const scene = sceneShown(side);
  return scene ? spreadOf(spreads.get(`${scene.id}/${scene.imagery.revision}`), lookOf(side), scene.imagery) : null;
};

export const rangeShown = (side = page.side) => rangeOf(lookOf(side), spreadShown(side));

export const picture = (side = page.side) => pictures[side];

/** As it is known now: its image may have become ready since. */
const sceneOfSelection = () => ofSelection && (known.get(ofSelection.id) ?? ofSelection);

/** The scene in which the selected slick was found, when it has an image and another one is shown. */
export const offered = () => (sceneOfSelection()?.imagery?.state === 'ready' && page.scene && ofSelection.id !== page.scene.id && lookOf('look').scene !== 0 ? sceneOfSelection() : null);

/** Changes how the picture of the side in hand is looked at. */
export const change = (changes, side = page.side) => set({ [side]: { ...lookOf(side), ...changes } });

/** A number set by hand for one scene means nothing in another one of another unit. */
const fitting = (look, from, to) => (look.stretch.kind === 'range' && from && to && (from.imagery.unit !== to.imagery.unit || inDb(look, from.imagery) !== inDb(look, to.imagery)) ? { ...look, stretch: USUAL.stretch } : look);

export const showScene = (id, side = page.side) => {
  const next = id ? known.get(id) : null;
  const looked = { ...fitting(lookOf(side), sceneShown(side), next), scene: id };
  // As usual is no choice, and the address stays short.
  set({ [side]: side === 'look' && formatLook(looked) === '' ? null : looked });
};

const draw = (side) => {
  const scene = sceneShown(side);
  if (!scene) pictures[side].clear();
  else {
    pictures[side].show(scene, lookOf(side), rangeShown(side));
    learn(scene, side);
  }
};

/** Tiles do not wait for the numbers behind them. */
const learn = async (scene, side) => {
  const key = `${scene.id}/${scene.imagery.revision}`;
  if (spreads.has(key)) return;
  const statistics = await statisticsOf(scene);
  if (!statistics || spreads.has(key)) return;
  spreads.set(key, statistics);
  if (sceneShown(side)?.id !== scene.id) return;
  draw(side);
  set({ spreads: spreads.size });
};

const settle = () => {
  const { lat, lng: lon } = map.getCenter();
  const wanted = lookOf('look').scene;
  if (wanted && !known.has(wanted)) sceneOf(wanted).then((scene) => scene && settle());
  const scene = choose({ wanted, scenes: scenesInView(), known, ofSelection: sceneOfSelection(), shown: page.scene, lon, lat });
  const beside = page.beside?.scene;
  if (beside && !known.has(beside)) sceneOf(beside).then((found) => found && settle());
  set({ scene, sceneBeside: (beside && known.get(beside)) || null });
};

let timer = 0;

const around = async () => {
  const mine = timer;
  const answered = await lookAround(map.getBounds());
  if (mine === timer) timer = 0;
  if (!answered) return;
  settle();
  set({ scenes: scenesInView() });
};

const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(around, PAUSE_MS);
};

/** Call it when images came, became ready, or failed: names that had no image may have one by now. */
export const lookAgain = () => {
  forget();
  soon();
};

const selected = async (features) => {
  if (!features) return;
  const names = new Set(features.map((feature) => feature.properties.scene));
  const wanted = page.selection;
  const found = names.size === 1 && [...names][0] ? await sceneNamed([...names][0]) : null;
  if (wanted !== page.selection || found?.id === ofSelection?.id) return;
  ofSelection = found;
  settle();
  touch('offered');
};

const step = (by) => {
  const next = neighbour(scenesInView(), sceneShown(), by);
  if (next) showScene(next.id);
  else toast(scenesInView().length ? `There is no ${by < 0 ? 'earlier' : 'later'} scene in view.` : 'There is no radar image in view.', { kind: 'note', stays: 3500 });
};

const needsScene = (act) => () => {
  const scene = sceneShown();
  if (scene) act(scene);
  else toast('There is no radar image in view.', { kind: 'note', stays: 3500 });
};

const nextBand = needsScene(({ imagery }) => {
  const at = imagery.bands.indexOf(bandOf(lookOf(), imagery));
  const next = imagery.bands[(at + 1) % imagery.bands.length];
  if (imagery.bands.length < 2) toast(`This image has only the band ${imagery.bands[0]}.`, { kind: 'note', stays: 3500 });
  else change(withBand(lookOf(), next));
});

const nextStretch = needsScene(() => {
  const { stretch } = lookOf();
  const at = PRESETS.findIndex(([, [low, high]]) => stretch.kind === 'percentile' && stretch.low === low && stretch.high === high);
  const [, [low, high]] = PRESETS[(at + 1) % PRESETS.length];
  change({ stretch: { kind: 'percentile', low, high } });
});

const toggleDb = needsScene(({ imagery }) => change(withDb(lookOf(), imagery, !inDb(lookOf(), imagery))));

const about = (side, slicks) => {
  const scene = sceneShown(side);
  if (!scene) return null;
  const look = lookOf(side);
  const range = rangeShown(side);
  const { own, seconds } = evidence(slicks, scene) ?? { own: false, seconds: null };
  return { scene: scene.name, acquired: scene.acquired, ofSlick: own, fromSlickSeconds: seconds, band: bandOf(look, scene.imagery), stretch: stretchName(look, inDb(look, scene.imagery)), ...(range ? { range: range.map((value) => +value.toPrecision(6)) } : {}), gamma: look.gamma, db: inDb(look, scene.imagery), opacity: look.opacity };
};

/**
 * What an analyst had before the eyes when deciding, for the ledger: which image, whether it is that in which the slicks were found, and how far in time from
 * it (earlier is below zero). `image` is null when there was none.
 * @param {{scene: ?string, timestamp: ?string}[]} slicks those that are decided on
 */
export const imageryContext = (slicks) => {
  const beside = page.beside ? about('beside', slicks) : null;
  return { image: about('look', slicks), ...(beside ? { imageBeside: beside } : {}) };
};

/** True while scenes are being looked up or tiles are on their way. */
export const imageryBusy = () => timer !== 0 || !!pictures.look?.isBusy() || !!pictures.beside?.isBusy();

export const commands = {
  'scene-before': () => step(-1),
  'scene-after': () => step(1),
  band: nextBand,
  stretch: nextStretch,
  decibel: toggleDb,
};

export const watchImagery = () => {
  pictures.look = new Picture(map, 'scene');
  pictures.beside = new Picture(map, 'beside');
  on('place', soon);
  on('look beside', settle);
  on('look scene', () => draw('look'));
  on('beside sceneBeside', () => draw('beside'));
  on('revision', lookAgain);
  onSelected(selected);
  return around();
};
