// What the address says: filter, order, selection, as-of instant, open tab, position, radar image. Pure but for the last functions.
import { formatLook, parseLook } from './imagery/look.js';

export const FILTERS = ['class', 'state', 'minConfidence', 'scene', 'from', 'to'];

const STATES = new Set(['pending', 'validated', 'rejected', 'ambiguous']);
const ORDERS = new Set(['newest', 'confidence', 'area', 'length', 'time', 'class']);
const INSTANT = /^(\d{4}-\d\d)-(\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

/** The plus of a zone arrives as a space, unless it was written %2B. */
const withPlus = (text) => text.replace(' ', '+');

/** A day or an instant with its zone as the server reads it too; the 31st of a month of 30 days is none. */
const isInstant = (text) => {
  const [, month, day] = INSTANT.exec(withPlus(text)) ?? [];
  return !!month && !Number.isNaN(Date.parse(withPlus(text))) && +day <= new Date(Date.UTC(+month.slice(0, 4), +month.slice(5), 0)).getUTCDate();
};

/** What the server would refuse is left out here, or the page would show one thing and its tiles none. */
const isKnown = {
  class: (text, classes) => [...classes].some(([id, { code }]) => text === String(id) || text.toUpperCase() === code),
  state: (text) => STATES.has(text.toLowerCase()),
  minConfidence: (text) => /^[\d.]+(e[+-]?\d+)?$/i.test(text) && +text >= 0 && +text <= 1,
  scene: (text) => !text.includes('\0'),
  from: isInstant,
  to: isInstant,
};

/**
 * Reads a query string; what cannot be read is left out.
 * @param classes the class tree by id, each with its code
 */
export const parse = (query, classes) => {
  const values = new URLSearchParams(query);
  const filters = {};
  for (const name of FILTERS) {
    const text = values.get(name);
    if (text && isKnown[name](text, classes)) filters[name] = isKnown[name] === isInstant ? withPlus(text) : text;
  }
  const asof = values.get('asof') ?? '';
  const place = (values.get('map') ?? '').split('/').map(Number);
  const whole = place.length === 3 && place.every(Number.isFinite) && Math.abs(place[1]) <= 90;
  return {
    filters,
    asof: isInstant(asof) ? withPlus(asof) : null,
    order: ORDERS.has(values.get('order')) ? values.get('order') : 'newest',
    ascending: values.get('dir') === 'asc',
    selection: [...new Set((values.get('sel') ?? '').split(',').filter((text) => /^\d{1,15}$/.test(text)).map(Number))],
    tab: values.get('tab') === 'history' ? 'history' : 'facts',
    place: whole ? { zoom: place[0], lat: place[1], lon: place[2] } : null,
    look: parseLook(values.get('img')),
    beside: parseLook(values.get('beside')),
  };
};

/** The query string of a state: defaults are left out, so that links stay short. */
export const format = (state) => {
  const values = new URLSearchParams();
  for (const name of FILTERS) if (state.filters[name]) values.set(name, state.filters[name]);
  if (state.asof) values.set('asof', state.asof);
  if (state.order !== 'newest') values.set('order', state.order);
  if (state.ascending) values.set('dir', 'asc');
  if (state.selection.length) values.set('sel', state.selection.join(','));
  if (state.tab !== 'facts') values.set('tab', state.tab);
  if (state.place) values.set('map', `${+state.place.zoom.toFixed(2)}/${state.place.lat.toFixed(4)}/${state.place.lon.toFixed(4)}`);
  if (formatLook(state.look)) values.set('img', formatLook(state.look));
  // A second picture has a scene of its own always, so it never has no text.
  if (formatLook(state.beside)) values.set('beside', formatLook(state.beside));
  const text = values.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%7E', '~');
  return text ? `?${text}` : '';
};

/** The part that tiles, lists, sums and exports share, for use behind a question mark. */
export const filterQuery = (state) => {
  const values = new URLSearchParams();
  for (const name of FILTERS) if (state.filters[name]) values.set(name, state.filters[name]);
  if (state.asof) values.set('asof', state.asof);
  return values.toString();
};

/** Writes the address; a step that a person would go back over gets an entry of its own. */
export const write = (state, step) => {
  const address = location.pathname + format(state);
  if (address === location.pathname + location.search) return;
  history[step ? 'pushState' : 'replaceState'](null, '', address);
};
