// Decide and go on: after a decision the next slick of the list that nobody has decided on. Which those are is asked before they are needed, so that going on
// takes no time, and goes on when the server is away.
import { AMBIGUOUS, NOT_OIL, facts, isUnder, on, page, select } from './page.js';
import { get } from './api.js';
import { chooseGoOn, goesOn as goesOnByChoice } from './choices.js';
import { filterQuery } from './url-state.js';
import { here, slick } from './slicks.js';
import { bring, lookAt } from './list.js';
import { id as grouped } from './figures.js';
import { boxOf } from './map/geometry.js';
import { toast } from './toasts.js';
import { after, known, makeTally } from './queue-rules.js';

const ASKED_AT_ONCE = 20;
const FETCHED_AHEAD = 3;
const GATHER_MS = 120;
const box = document.getElementById('go-on');

let upcoming = { list: '', of: '', position: null, slicks: [] };
let timer = 0;
let hurry = [];
let wentOnFrom = new Map();
let wentOnWaiting = new Set();
const tally = makeTally();

const listQuery = () => `${filterQuery(page)}&order=${page.order}&dir=${page.ascending ? 'asc' : 'desc'}`;
const goesOn = () => box.checked && facts.canDecide && !page.asof && (page.filters.state ?? 'pending').toLowerCase() === 'pending';

const ask = async () => {
  const [list, of] = [listQuery(), page.selection.join()];
  const begun = tally.asks();
  try {
    const last = page.selection.at(-1);
    const answer = await get(`/api/slicks/undecided?${list}${last ? `&after=${last}` : ''}&limit=${ASKED_AT_ONCE}`);
    if (list !== listQuery() || of !== page.selection.join()) return;
    tally.answered(begun);
    upcoming = { list, of, ...answer };
    for (const { id } of answer.slicks.slice(0, FETCHED_AHEAD)) slick(id).catch(() => {});
  } catch {
    // What was known before still tells the way.
  }
};

const soon = () => {
  if (!goesOn()) return;
  clearTimeout(timer);
  const mine = (timer = setTimeout(async () => {
    await ask();
    if (timer !== mine) return;
    timer = 0;
    for (const go of hurry.splice(0)) go();
  }, GATHER_MS));
};

const end = () => {
  if (upcoming.list !== listQuery() || !known(upcoming.slicks, ASKED_AT_ONCE)) {
    toast('The next slicks come when the server answers.', { kind: 'note' });
    return;
  }
  const waits = page.waiting.size ? `, ${grouped(page.waiting.size)} of them waiting to be sent` : '';
  toast(`Queue done, ${grouped(tally.decided((id) => page.waiting.has(id)))} decided${waits}.`, { about: 'queue', stays: 20_000 });
};

/** Selects the next one; false when there is none here. */
const move = (from) => {
  const next = after(upcoming.slicks, from, (id) => tally.isDecided(id) || page.waiting.has(id));
  if (!next) return false;
  select([next.id]);
  lookAt(next.bbox);
  bring(next.id, upcoming.position);
  return true;
};

const same = (one, other) => one.length === other.length && one.every((id) => other.includes(id));

/** Whether a decision leaves nothing to decide: another class alone does not say that it is oil. */
const decides = ({ kind, class: id }) => kind === 'validate' || kind === 'reject' || (kind === 'reclassify' && (isUnder(id, NOT_OIL) || isUnder(id, AMBIGUOUS)));

/**
 * Goes on after a decision. What is selected when the answer comes tells whether somebody has gone elsewhere meanwhile.
 * @param {{decision: number, inputs: number[], outputs: number[]}|null} answer null when the decision waits to be sent
 * @returns {boolean} whether another slick is selected now
 */
export const goOn = (body, answer) => {
  const { slicks } = body;
  if (!decides(body)) return false;
  tally.decide(answer?.decision ?? null, slicks);
  if (!goesOn() || !same(page.selection, slicks)) return false;
  if (answer) wentOnFrom.set(answer.decision, slicks);
  else wentOnWaiting.add(slicks.join());
  // What was known before is good enough when the server did not answer.
  const told = upcoming.list === listQuery() && (upcoming.of === page.selection.join() || !timer);
  if (told) {
    if (move(slicks)) return true;
    end();
    return false;
  }
  // Pressed before it was known what comes next: when that is known, if nobody has gone elsewhere.
  if (timer) hurry.push(() => (same(page.selection, answer ? answer.outputs : slicks) && !move(answer ? [...slicks, ...answer.outputs] : slicks) && end()));
  return false;
};

/** What an undo brought back is looked at again, when the page had gone on from it. */
export const cameBack = async (decision, outputs) => {
  tally.undo(decision);
  if (wentOnFrom.delete(decision)) await backTo(outputs);
};

/** A decision that waited was withdrawn: it is to be made again, or not. */
export const withdrew = (slicks) => {
  tally.withdraw(slicks);
  if (wentOnWaiting.delete(slicks.join())) backTo(slicks);
};

const backTo = async (outputs) => {
  if (!outputs.length) return;
  select(outputs);
  const feature = here(outputs[0]) ?? (await slick(outputs[0]).catch(() => null));
  if (feature && page.selection[0] === outputs[0]) lookAt(boxOf(feature.geometry));
};

export const watchQueue = () => {
  box.checked = goesOnByChoice();
  box.addEventListener('change', () => {
    chooseGoOn(box.checked);
    soon();
  });
  let begun = filterQuery(page);
  on('filters', () => {
    // Another order is the same queue.
    if (begun === filterQuery(page)) return;
    begun = filterQuery(page);
    tally.begin();
    wentOnFrom = new Map();
    wentOnWaiting = new Set();
  });
  on('selection filters revision', soon);
  soon();
};
