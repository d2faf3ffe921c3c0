// Decisions on their way: kept before they are sent, sent in order, again and again until the server answers, and forgotten only when the server has
// said yes or somebody has dealt with its no. Pure but for what it is given: the sender, the store and the clock.
import { Refusal, Unreachable } from './api.js';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;
// Whoever decides is not held up longer by a network that hangs: the decision waits, and the analyst goes on.
const PATIENCE_MS = 6000;
// A server that is there and fails on the same decision so often will not take it.
const MOST_FAILURES = 4;

/**
 * @param {object} from
 * @param {(path: string, body: object, headers: object) => Promise<object>} from.post rejects with a Refusal when the server said no; everything else is no answer
 * @param {{keep: Function, forget: Function, adopt: Function}} from.store keeps items beyond the page; adopt() resolves with those that no living page sends
 * @param {() => string} from.newKey
 * @param {{setTimeout: Function, clearTimeout: Function, now: Function}} from.clock
 */
export const makeQueue = ({ post, store, newKey, clock }) => {
  const items = [];
  const waiters = new Map();
  const watchers = { link: [], queue: [], waiting: [] };
  let orphaned = () => {};
  let link = 'ok';
  let why = null;
  let pause = FIRST_PAUSE_MS;
  let timer = null;
  let sending = null;
  let known = false;

  const tell = (name, value) => {
    for (const watcher of watchers[name]) watcher(value);
  };

  const setLink = (next, reason = null) => {
    if (link === next && why === reason) return;
    [link, why] = [next, reason];
    tell('link', link);
  };

  const slicksOf = (item) => item.body.slicks ?? [];

  const tellWaiting = () => tell('waiting', new Set(items.filter((item) => !waiters.has(item.key)).flatMap(slicksOf)));

  /** Whoever waits for the outcome goes on without it; it will be told as that of an orphan. */
  const goOn = (item) => {
    waiters.get(item.key)?.({ waiting: true });
    waiters.delete(item.key);
    tellWaiting();
  };

  const settle = (item, outcome) => {
    const waiter = waiters.get(item.key);
    waiters.delete(item.key);
    tellWaiting();
    if (waiter) waiter(outcome);
    else orphaned(item, outcome);
  };

  const later = (next, reason) => {
    setLink(next, reason);
    for (const item of items) goOn(item);
    timer = clock.setTimeout(pump, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };

  /** Resolves with the outcome, or with the state of the link when there was none. */
  const attempt = async (item) => {
    try {
      return { answer: await post(item.path, item.body, { 'Idempotency-Key': item.key }) };
    } catch (failure) {
      if (failure instanceof Refusal) return failure.status === 401 ? { link: 'signed-out' } : { refusal: failure };
      item.failures = (item.failures ?? 0) + (failure instanceof Unreachable && failure.status === 500 ? 1 : 0);
      return item.failures < MOST_FAILURES
        ? { link: 'offline', why: failure instanceof Unreachable && failure.status === 503 ? failure.message : null }
        : { refusal: new Refusal(500, { detail: 'The server failed on this decision several times, so it was not made. Its log says why.' }) };
    }
  };

  const run = async () => {
    try {
      while (items.length) {
        const item = items[0];
        await item.kept;
        const outcome = await attempt(item);
        if (outcome.link) return later(outcome.link, outcome.why);
        pause = FIRST_PAUSE_MS;
        setLink('ok');
        items.splice(items.indexOf(item), 1);
        tell('queue');
        // What was refused stays in the store until somebody has dealt with it: a closed lid must not lose a drawing.
        if (outcome.answer) await store.forget(item.key);
        else outcome.forget = () => store.forget(item.key);
        settle(item, outcome);
      }
      setLink('ok');
    } finally {
      // Not a moment later: what is put in from now on needs a run of its own.
      sending = null;
    }
  };

  const pump = () => {
    clock.clearTimeout(timer);
    if (!sending && items.length) sending = run();
    return sending;
  };

  /** Takes up what pages left that are no more: an earlier visit of the same person, or a window that was closed. */
  const adopt = async () => {
    const left = (await store.adopt()).filter((item) => !items.some((one) => one.key === item.key));
    items.unshift(...left.sort((a, b) => a.at - b.at));
    known = true;
    tell('queue');
    if (left.length) tellWaiting();
    return pump();
  };

  return {
    /** Watchers of "link" hear "ok", "offline" or "signed-out"; of "queue" that something entered or left; of "waiting" which slicks have decisions that nobody waits for any more. */
    on: (name, watcher) => watchers[name].push(watcher),

    /** Outcomes nobody waits for: those of decisions that were kept for later, or by an earlier visit. */
    onOrphan: (handler) => (orphaned = handler),

    count: () => items.length,

    /** What the server said of itself when it could not take a decision, such as that its database is away; null when it said nothing. */
    why: () => why,

    /** False until the store was read: before, nobody can say that everything is saved. */
    isKnown: () => known,

    /** True while a decision on one of these slicks is under way or waits. */
    holds: (slicks) => items.some((item) => slicksOf(item).some((one) => slicks.includes(one))),

    /** True while a request to this address is under way or waits. */
    holdsPath: (path) => items.some((item) => item.path === path),

    /** Keeps a request and sends it. Resolves with { answer }, { refusal, forget } (forget is called when the refusal was dealt with), or { waiting: true } when there is no answer for now. */
    send: async (path, body, about = {}) => {
      const item = { key: newKey(), at: clock.now(), path, body, about };
      const outcome = new Promise((resolve) => waiters.set(item.key, resolve));
      item.kept = store.keep({ ...item });
      items.push(item);
      tell('queue');
      const patience = clock.setTimeout(goOn, link === 'ok' ? PATIENCE_MS : 0, item);
      pump();
      const result = await outcome;
      clock.clearTimeout(patience);
      return result;
    },

    /** The server may be back, or the person signed in again: do not wait for the next attempt. */
    tryNow: () => {
      pause = FIRST_PAUSE_MS;
      return adopt();
    },

    resume: adopt,
  };
};
