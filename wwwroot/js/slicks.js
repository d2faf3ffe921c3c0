// Slicks by id, as GeoJSON features. An outline never changes under its id; whether it is still the current version does.
import { get } from './api.js';
import { facts, page, on, ledgerChanged, whatStays } from './page.js';
import { matches } from './filter-match.js';

const MOST = 400;
const known = new Map();

/** The feature of one version. */
export const slick = (id) => {
  const found = known.get(id);
  if (found) {
    known.delete(id);
    known.set(id, found);
    return found;
  }
  const asked = get(`/api/slicks/${id}${page.asof ? `?asof=${encodeURIComponent(page.asof)}` : ''}`);
  known.set(id, asked);
  asked.then((feature) => (asked.feature = feature), () => known.delete(id));
  if (known.size > MOST) known.delete(known.keys().next().value);
  return asked;
};

/** The feature if it is here already. */
export const here = (id) => known.get(id)?.feature ?? null;

/** Forgets versions that somebody changed, then has everything read again. */
export const changed = (ids) => {
  for (const id of ids) known.delete(id);
  ledgerChanged();
};

let selected = [];
let missing = new Set();
const watchers = [];

/** Calls back with the features of the selection, whenever all of them are known; null while they are on their way. */
export const onSelected = (watcher) => watchers.push(watcher);

export const selectedFeatures = () => selected;

/** True when the server said that there is no such slick (not yet, when one looks at the past). */
export const isMissing = (id) => missing.has(id);

let loads = 0;

const load = async () => {
  const mine = ++loads;
  const wanted = page.selection;
  selected = wanted.map(here).filter(Boolean);
  if (selected.length < wanted.length) for (const watcher of watchers) watcher(null);
  const found = await Promise.allSettled(wanted.map(slick));
  if (mine !== loads) return;
  selected = found.filter((one) => one.status === 'fulfilled').map((one) => one.value);
  const failures = found.filter((one) => one.status === 'rejected').map((one) => one.reason);
  missing = new Set(wanted.filter((_, at) => found[at].reason?.status === 404));
  for (const watcher of watchers) watcher(selected, failures);
};

export const watchSelection = () => {
  whatStays((id, filters) => !here(id) || matches(here(id).properties, filters, facts.classes));
  let asof = page.asof;
  // Whether a version had been replaced depends on when one looks.
  on('filters', () => {
    if (asof === page.asof) return;
    asof = page.asof;
    known.clear();
    load();
  });
  on('selection revision', load);
  return load();
};
