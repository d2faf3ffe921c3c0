// The state of the page and who wants to hear of it. Everything a link should carry is written to the address.
import { parse, write } from './url-state.js';
import { teach } from './words.js';

const read = () => {
  const facts = JSON.parse(document.getElementById('page-facts').textContent);
  teach(facts.kinds);
  return { user: facts.user, canDecide: facts.canDecide, classes: new Map(facts.classes.map((node) => [node.id, node])) };
};

/** Who is looking, and the class tree. */
export const facts = read();

/** The case that a link names, before the page writes its own address. */
export const linkedCase = new URLSearchParams(location.search).get('case') ?? '';

/** What the address says, plus what is not worth a link. */
export const page = {
  ...parse(location.search, facts.classes),
  scene: null,
  sceneBeside: null,
  side: 'look',
  footprints: false,
  revision: 0,
  hover: null,
  tool: null,
  hidden: false,
  waiting: new Set(),
  last: null,
};

const listeners = new Map();

/** Names: filters, selection, tab, place, revision, hover, tool, hidden, waiting, look, beside, scene, side, footprints. */
export const on = (names, listener) => {
  for (const name of names.split(' ')) {
    if (!listeners.has(name)) listeners.set(name, []);
    listeners.get(name).push(listener);
  }
};

const tell = (names) => {
  const told = new Set();
  for (const name of names) {
    for (const listener of listeners.get(name) ?? []) {
      if (!told.has(listener)) {
        told.add(listener);
        listener(page);
      }
    }
  }
};

const STEPS = new Set(['filters', 'selection', 'tab']);
const IN_ADDRESS = new Set([...STEPS, 'place', 'look', 'beside']);
const NAMES = { order: 'filters', ascending: 'filters', asof: 'filters' };

/** Changes members of the page, writes the address and tells whoever listens. */
export const set = (changes) => {
  const names = new Set();
  for (const [member, value] of Object.entries(changes)) {
    if (page[member] === value) continue;
    page[member] = value;
    names.add(NAMES[member] ?? member);
  }
  if ([...names].some((name) => IN_ADDRESS.has(name))) write(page, [...names].some((name) => STEPS.has(name)));
  tell(names);
};

/** Tells listeners although the member is the same object. */
export const touch = (name) => tell([name]);

export const select = (selection) => {
  const same = selection.length === page.selection.length && selection.every((id, at) => id === page.selection[at]);
  if (!same) set({ selection });
};

let staysSelected = () => true;

/** @param {(id: number, filters: object) => boolean} rule which slicks stay selected under other filters */
export const whatStays = (rule) => (staysSelected = rule);

/** A slick that the filter leaves out is not kept selected: a key would decide on what nobody sees. */
export const setFilters = (filters, asof = page.asof) => {
  const selection = page.selection.filter((id) => staysSelected(id, filters));
  set({ filters, asof: asof || null, ...(selection.length < page.selection.length ? { selection } : {}) });
};

/** The ledger changed: tiles, rows, facts and sums are read again. */
export const ledgerChanged = () => set({ revision: page.revision + 1 });

addEventListener('popstate', () => {
  const next = parse(location.search, facts.classes);
  const { place, ...rest } = next;
  Object.assign(page, rest);
  tell(['filters', 'selection', 'tab', 'look', 'beside']);
  if (place) {
    page.place = place;
    tell(['travel']);
  }
});

export const classTitle = (id) => facts.classes.get(id)?.title ?? `Class ${id}`;

export const isUnder = (id, ancestor) => {
  for (let node = facts.classes.get(id); node; node = facts.classes.get(node.parent)) if (node.id === ancestor) return true;
  return false;
};

const idOf = (code) => [...facts.classes.values()].find((node) => node.code === code).id;

/** Ids of the root of what is not oil and of what nobody is sure about. */
export const NOT_OIL = idOf('NOT_OIL');
export const AMBIGUOUS = idOf('AMBIGUOUS');
