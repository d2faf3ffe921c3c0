// Decisions of the analyst: sent over HTTP through the outbox, shown with a way back, and never lost to an error.
import { post, Refusal } from './api.js';
import { page, select, set, classTitle } from './page.js';
import { changed, here } from './slicks.js';
import { ids } from './figures.js';
import { cases as names } from './cases.js';
import { holds, onOrphan, send, unkeptCount } from './outbox.js';
import { toast, bad } from './toasts.js';
import { made, nothingToRedo, undo, undoRefused, undone, wasWithdrawn } from './undo.js';
import { filterQuery } from './url-state.js';
import { follows } from './list.js';
import { goOn } from './queue.js';
import { conflict } from './dialogs/conflict.js';
import { imageryContext } from './imagery/imagery.js';
import { browserStore, makeDrafts } from './drafts.js';
import { takesNote, titleOf } from './words.js';

/** Notes that were typed and not saved yet. */
export const drafts = makeDrafts(browserStore());

let since = Date.now();

/** The clock of "seconds spent" starts when a slick is selected. */
export const startClock = () => (since = Date.now());

/** Those that are decided on, as far as they are known here; of a new one only the scene is. */
const subjects = ({ slicks, scene }) => (slicks ? slicks.map((id) => here(id)?.properties).filter(Boolean) : [{ scene }]);

const context = (body) => ({ client: 'page', filter: filterQuery(page), zoom: page.place?.zoom, ...imageryContext(subjects(body)) });

// A case keeps its number and gets a new version: both are named, so that nobody loses track.
const now = (answer, body = {}) => `${body.notes ? ', with your note' : ''}, now version ${ids(answer.outputs)}${left(answer.unchanged)}`;

const left = (unchanged) => (unchanged?.length ? `; ${names(unchanged, 5)} ${unchanged.length === 1 ? 'was' : 'were'} so already` : '');

// What was changed is said, which can be fewer than were asked for.
const PAST = {
  validate: (body, answer) => `${names(answer.inputs)} validated${body.class ? ` as ${classTitle(body.class)}` : ''}${now(answer, body)}`,
  reclassify: (body, answer) => `${names(answer.inputs)} reclassified as ${classTitle(body.class)}${now(answer, body)}`,
  reject: (body, answer) => `${names(answer.inputs)} rejected as ${classTitle(body.class)}${now(answer, body)}`,
  merge: (body, answer) => `${names(answer.inputs)} merged into ${names(answer.outputs)}`,
  split: (body, answer) => `${names(answer.inputs)} split into ${names(answer.outputs)}`,
  reshape: (body, answer) => `Outline of ${names(answer.inputs)} redrawn${now(answer)}`,
  cut: (body, answer) => `Part of ${names(answer.inputs)} cut away${now(answer)}`,
  add: (body, answer) => `${names(answer.outputs)} added as ${classTitle(body.class)}`,
  annotate: (body, answer) => `Note of ${names(answer.inputs)} saved${now(answer)}`,
};

/** "Split 34 930" */
export const title = (body, { undo: undone, redo = false } = {}) => (undone ? `${redo ? 'Redo' : 'Undo'} of decision ${names([undone])}` : `${titleOf(body.kind)} ${names(body.slicks ?? []) || 'a slick'}`);

/** A note that was typed goes with the decision. */
const withNote = (body) => {
  const typed = takesNote(body.kind) && body.slicks.length === 1 ? drafts.of(body.slicks) : null;
  return typed === null ? body : { ...body, notes: typed };
};

/** Who had the old versions selected has the new ones. */
export const follow = (inputs, outputs) => {
  const kept = page.selection.filter((id) => !inputs.includes(id));
  follows(inputs, outputs);
  if (kept.length < page.selection.length) select([...kept, ...outputs]);
};

const applied = (body, answer) => {
  // Said before they are forgotten: what is read anew has no case yet.
  const said = PAST[body.kind](body, answer);
  drafts.follow(answer.inputs, answer.outputs, body.notes ?? null);
  made(answer.decision);
  set({ last: answer.decision });
  changed([...answer.inputs, ...answer.outputs]);
  if (body.kind === 'add') select(answer.outputs);
  else if (!goOn(body, answer)) follow(answer.inputs, answer.outputs);
  toast(said, { about: answer.decision, action: { title: 'Undo', key: 'Ctrl Z', testid: 'toast-undo', run: () => undo(answer.decision) } });
};

/** Says that something waits, and where. */
export const keptForLater = (what) =>
  toast(unkeptCount() ? `${what} will be sent when the server answers. This browser cannot keep it: leave the tab open.` : `${what} is kept here and will be sent when the server answers.`, { kind: 'waiting', about: what });

/**
 * Gives a decision. Resolves with { done } (answered or kept for later), { conflict } or { unchanged } (said already, a form may close),
 * or { sentence, errors } to show beside the form.
 */
export const decide = async (given) => {
  const body = withNote(given);
  // A second press of the same key would be refused for the first one's sake, and look like somebody else's doing.
  if (holds(body.slicks ?? [])) return { sentence: `A decision on ${names(body.slicks)} is on its way. Wait for its answer.`, sending: true };
  nothingToRedo();
  const whole = { ...body, secondsSpent: Math.min(86_400, Math.round((Date.now() - since) / 1000)), context: context(body) };
  const outcome = await send('/api/decisions', whole, { base: (body.slicks ?? []).slice(0, 20).map((id) => here(id)?.geometry).filter(Boolean) });
  startClock();
  if (outcome.withdrawn) return { done: true, waiting: true };
  if (outcome.waiting) {
    keptForLater(title(body));
    goOn(body, null);
    return { done: true, waiting: true };
  }
  if (outcome.answer) {
    applied(body, outcome.answer);
    return { done: true, answer: outcome.answer };
  }
  const result = await refused(body, outcome.refusal);
  outcome.forget();
  return result;
};

/** What is so already is not written again, unless somebody means it. */
const soAlready = (body) => {
  const sentence = `Nothing was written: ${names(body.slicks)} ${body.slicks.length === 1 ? 'is' : 'are'} so already.`;
  toast(sentence, { kind: 'note', action: { title: 'Write it all the same', testid: 'toast-insist', run: () => decide({ ...body, insist: true }) } });
  return { done: false, unchanged: true };
};

/** What was typed belongs to what is there now: it goes with the decision that is given again, or waits there. */
const keepTyped = (body, conflicts, goes) => {
  const [gone, successors] = [conflicts.map((one) => one.slick), conflicts.flatMap((one) => one.successors)];
  if (!successors.length) return;
  if (!goes && body.notes && drafts.of(gone) === null) drafts.keep(gone, body.notes);
  drafts.follow(gone, successors, goes ? body.notes : null);
};

const refused = async (body, refusal) => {
  if (refusal.errors.insist) return soAlready(body);
  if (refusal.status !== 409 || !refusal.conflicts.length) return { sentence: refusal.message, errors: refusal.errors };
  changed(body.slicks ?? []);
  const next = await conflict(body, refusal.conflicts);
  keepTyped(body, refusal.conflicts, !!next);
  if (next) return decide(next);
  const sentence = 'This one was not made: what was decided before stands.';
  toast(sentence, { kind: 'note' });
  return { done: false, sentence, conflict: true };
};

/** Whether a form that a decision came from has nothing more to say. */
export const isSettled = ({ done, conflict, unchanged }) => !!(done || conflict || unchanged);

/** What would come out; nothing is written. Resolves with { preview } or { sentence }. */
export const preview = async (body) => {
  try {
    return { preview: await post('/api/decisions/preview', body) };
  } catch (failure) {
    return { sentence: failure instanceof Refusal ? failure.message : 'The server does not answer, so the result cannot be shown. The decision can still be given.', offline: !(failure instanceof Refusal) };
  }
};

/** Says that a decision that waited was refused, until somebody has seen it; what was drawn for it can be taken up again. */
const stillborn = (item, sentence, forget) => {
  const again = takeUp(item.body);
  bad(`${title(item.body)} was not accepted: ${sentence}`, { stays: Infinity, closed: forget, action: again && { title: 'Draw on', testid: 'toast-draw-on', run: again } });
};

let takeUp = () => null;

/** @param {(body: object) => ?Function} tools what takes up the drawing of a decision; null for one without */
export const onRefusedDrawing = (tools) => (takeUp = tools);

/** Outcomes of decisions that had to wait. */
export const watchOrphans = () =>
  onOrphan(async (item, outcome) => {
    if (item.withdrawn) return wasWithdrawn(item, outcome);
    if (outcome.answer) return item.about.undo ? undone(item.about, outcome.answer) : applied(item.body, outcome.answer);
    if (item.about.undo) return undoRefused(item.about, outcome.refusal).finally(outcome.forget);
    const result = await refused(item.body, outcome.refusal);
    if (isSettled(result)) outcome.forget();
    else stillborn(item, result.sentence, outcome.forget);
    return result;
  });
