// Ways back and forward: decisions undone and redone, and those that still wait withdrawn.
import { get } from './api.js';
import { set } from './page.js';
import { changed } from './slicks.js';
import { ids as names } from './figures.js';
import { caseOf } from './cases.js';
import { cameBack, withdrew } from './queue.js';
import { decide, drafts, follow, keptForLater, title } from './decisions.js';
import { holdsPath, next, send, waitingList, withdraw } from './outbox.js';
import { bad, toast, unsay } from './toasts.js';
import { dependents } from './dialogs/dependents.js';

// The decisions of this visit that can be taken back, and what was taken back and can be brought again, the newest last.
const undoable = [];
let redoable = [];

/** A decision was made: it is the next one to undo. */
export const made = (decision) => undoable.push(decision);

/** Something was decided: what was undone before is not brought back any more. */
export const nothingToRedo = () => (redoable = []);

const takeOut = (decision) => {
  const at = undoable.indexOf(decision);
  if (at >= 0) undoable.splice(at, 1);
};

const undoPath = (decision) => `/api/decisions/${decision}/undo`;

/** Takes a decision back. `about.redo` says that the decision is an undo, and this brings back what it took away. */
export const undo = async (decision, options = {}, about = {}) => {
  if (holdsPath(undoPath(decision))) return null;
  const whole = { undo: decision, ...about };
  const outcome = await send(undoPath(decision), options, whole);
  if (outcome.withdrawn) return null;
  if (outcome.waiting) return keptForLater(title({}, whole));
  if (outcome.refusal) return undoRefused(whole, outcome.refusal).finally(outcome.forget);
  return undone(whole, outcome.answer);
};

/** Brings back what an undo took away. */
const redo = (undoing) => {
  redoable = redoable.filter((one) => one.undo !== undoing);
  return undo(undoing, {}, { redo: true });
};

/** "447 is as before, version 515": by the cases where each goes on, by versions where pieces or unions come and go. */
const goesOn = ({ inputs, outputs }, how) => {
  const kept = outputs.length === inputs.length ? names([...new Set(inputs.map(caseOf))]) : '';
  return kept ? `${kept} ${outputs.length === 1 ? 'is' : 'are'} ${how}, now version ${names(outputs)}.` : '';
};

const SAYS = {
  undone: (answer) => {
    const { inputs, outputs } = answer;
    if (!outputs.length) return `Undone: ${names(inputs.map(caseOf))} taken back.`;
    return `Undone: ${goesOn(answer, 'as before') || `${names(inputs.map(caseOf)) || 'what was taken away'} taken back, version ${names(outputs)} ${outputs.length === 1 ? 'is' : 'are'} as before.`}`;
  },
  redone: (answer) => {
    const { inputs, outputs } = answer;
    return `Redone: ${outputs.length ? goesOn(answer, 'there again') || `version ${names(outputs)} ${outputs.length === 1 ? 'is' : 'are'} there again.` : `${names(inputs.map(caseOf))} taken away again.`}`;
  },
};

/** Tells that a decision was taken back, or brought again. */
export const undone = ({ undo: decision, redo: isRedo }, answer) => {
  takeOut(decision);
  if (isRedo) undoable.push(answer.decision);
  else redoable.push({ undo: answer.decision });
  unsay(decision);
  set({ last: answer.decision });
  drafts.follow(answer.inputs, answer.outputs);
  const said = isRedo ? SAYS.redone(answer) : SAYS.undone(answer);
  changed([...answer.inputs, ...answer.outputs]);
  follow(answer.inputs, answer.outputs);
  if (!isRedo) cameBack(decision, answer.outputs);
  toast(said, {
    about: answer.decision,
    action: isRedo
      ? { title: 'Undo', key: 'Ctrl Z', testid: 'toast-undo', run: () => undo(answer.decision) }
      : { title: 'Redo', key: 'Ctrl ⇧ Z', testid: 'toast-redo', run: () => redo(answer.decision) },
  });
  return answer;
};

/** When others stand on it, asks whether to take them all back. */
export const undoRefused = async (about, refusal) => {
  if (refusal.dependents.length && (await dependents(refusal.dependents))) return undo(about.undo, { together: true }, about);
  if (!refusal.dependents.length) {
    takeOut(about.undo);
    bad(refusal.message);
  }
  return null;
};

const WITHDRAWN = {
  withdrawn: (what) => `${what} withdrawn: it was not sent.`,
  asked: (what) => `${what} withdrawn. Should it have reached the server already, it is undone there as soon as it answers.`,
};

/** Takes out a decision that waits; one that is under way now is undone when its answer is there. `again` says that a redo may send it after all. */
export const withdrawWaiting = async (item, again = true) => {
  const what = title(item.body, item.about);
  const result = await withdraw(item.key);
  if (result === 'sending') {
    const outcome = await next(item.key);
    if (outcome.answer) return undo(outcome.answer.decision);
    return outcome.waiting ? withdrawWaiting(item, again) : null;
  }
  if (!WITHDRAWN[result]) return null;
  unsay(what);
  if (again) redoable.push({ again: item });
  withdrew(item.body.slicks ?? []);
  return toast(WITHDRAWN[result](what), { kind: 'note', action: again && { title: 'Redo', key: 'Ctrl ⇧ Z', testid: 'toast-redo', run: redoLast } });
};

/** Ctrl+Z: the newest decision that waits, else the last one of this visit, else the last one this person took anywhere. */
export const undoLast = async () => {
  const waiting = waitingList();
  const newest = waiting.findLast(({ about }) => !about.undo);
  if (newest) return withdrawWaiting(newest);
  // Of an undo that is under way, a second press is the same one.
  if (waiting.some(({ isSending }) => isSending)) return null;
  const last = undoable.findLast((decision) => !holdsPath(undoPath(decision)));
  if (last) return undo(last);
  try {
    return await undo((await get('/api/decisions/last')).decision);
  } catch (failure) {
    return toast(failure.status === 404 ? 'You have no decision to undo.' : failure.message, { kind: 'note' });
  }
};

/** Sends again what was withdrawn, as a new decision. */
const sendAgain = async ({ path, body, about }) => {
  if (about.undo) return undo(about.undo, body, about);
  const left = redoable;
  const result = await decide(body);
  redoable = left;
  if (!result.done && result.sentence) bad(`${title(body)} was not accepted: ${result.sentence}`);
  return result;
};

/** Ctrl+Shift+Z: brings back what was undone or withdrawn last, as long as nothing was decided since. */
export const redoLast = async () => {
  const waiting = waitingList();
  const undoing = waiting.findLast(({ about }) => about.undo && !about.redo);
  if (undoing && undoing === waiting.at(-1) && !undoing.isSending) return withdrawWaiting(undoing, false);
  const newest = redoable.pop();
  if (newest?.again) return sendAgain(newest.again);
  if (newest) return redo(newest.undo);
  if (waiting.length) return toast('There is nothing to redo.', { kind: 'note' });
  try {
    return await redo((await get('/api/decisions/last-undo')).decision);
  } catch (failure) {
    return toast(failure.status === 404 ? 'There is nothing to redo: you undid nothing since your last decision.' : failure.message, { kind: 'note' });
  }
};

/** What was withdrawn while nobody knew whether the server had it: if it did, it is undone. */
export const wasWithdrawn = (item, { made: found, refusal, forget }) => {
  if (refusal) return bad(`Whether ${title(item.body, item.about)} was made could not be asked: ${refusal.message} Look at the history of the slick.`, { stays: Infinity, closed: forget });
  if (!found) return null;
  changed([...found.inputs, ...found.outputs]);
  return undo(found.decision, {}, item.about.undo && !item.about.redo ? { redo: true } : {});
};
