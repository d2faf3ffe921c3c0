// Scenes with an image: those in view, those seen so far, and how their values are spread.
import { get } from '../api.js';
import { wrapLon } from '../map/geometry.js';

const MOST_IN_VIEW = 200;
const MARGIN = 0.02;

/** Every scene that was seen so far, by id. */
export const known = new Map();

let inView = [];
let asking = null;

export const scenesInView = () => inView;

const keep = (scenes) => {
  for (const scene of scenes) known.set(scene.id, scene);
  return scenes;
};

const box = (bounds) => {
  const whole = bounds.getEast() - bounds.getWest() >= 360;
  const [west, east] = whole ? [-180, 180] : [wrapLon(bounds.getWest()), wrapLon(bounds.getEast())];
  return [west, Math.max(-90, bounds.getSouth()), east, Math.min(90, bounds.getNorth())].map((degrees) => +degrees.toFixed(5)).join();
};

/** Asks for the scenes that touch a part of the map. Resolves with false when a newer question came in between, or there was no answer. */
export const lookAround = async (bounds) => {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    inView = keep(await get(`/api/scenes?imagery=true&limit=${MOST_IN_VIEW}&bbox=${box(bounds.pad(MARGIN))}`, signal));
    return !signal.aborted;
  } catch {
    // Without an answer the map goes on with what it knows.
    return false;
  }
};

const remember = (store, key, ask) => {
  if (!store.has(key)) {
    const asked = ask();
    store.set(key, asked);
    asked.catch(() => store.delete(key));
  }
  return store.get(key);
};

const single = new Map();

/** A scene by its id, or null when there is none. */
export const sceneOf = (id) => (known.has(id) ? Promise.resolve(known.get(id)) : remember(single, id, () => get(`/api/scenes/${id}`).then((scene) => keep([scene])[0])).catch(() => null));

const named = new Map();

/** The scene of this name if it has an image, or null. */
export const sceneNamed = (name) =>
  remember(named, name, async () => {
    const here = [...known.values()].find((scene) => scene.name === name);
    if (here) return here;
    const found = await get(`/api/scenes?imagery=true&limit=50&name=${encodeURIComponent(name)}`);
    return keep(found).find((scene) => scene.name === name) ?? null;
  }).catch(() => null);

const spreads = new Map();

/** How the values of its bands are spread, or null while nobody knows. */
export const statisticsOf = (scene) => remember(spreads, `${scene.id}/${scene.imagery.revision}`, () => get(`/api/scenes/${scene.id}/statistics`)).catch(() => null);

/** From now on names and numbers are asked for anew. */
export const forget = () => {
  named.clear();
  single.clear();
};
