// Decisions on their way: kept before they are sent, sent in order, again and again until the server answers, and forgotten only when the server has
// said yes or somebody has dealt with its no. Pure but for what it is given: the sender, the store and the clock.
import { Refusal, Unreachable } from './api.js';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;
// Whoever decides is not held up longer by a network that hangs: the decision waits, and the analyst goes on.
const PATIENCE_MS = 6000;
// A store that hangs holds no decision up: it is sent, and counts as not kept until the store has answered.
const LONGEST_STORING_MS = 1000;
// A server that is there and fails on the same decision so often will not take it.
const MOST_FAILURES = 4;

/**
 * @param {object} from
 * @param {(path: string, body: object, headers: object) => Promise<object>} from.post rejects with a Refusal when the server said no; everything else is no answer
 * @param {(key: string) => Promise<?object>} from.find what the server made of a request with this key; null for nothing. Rejects as post does
 * @param {{keep: Function, forget: Function, adopt: Function}} from.store keeps items beyond the page (keep() resolves with whether it does); adopt() resolves with those that no living page sends, and rejects when nobody knows
 * @param {() => string} from.newKey
 * @param {{setTimeout: Function, clearTimeout: Function, now: Function}} from.clock
 */
export const makeQueue = ({ post, find, store, newKey, clock }) => {
  const items = [];
  const waiters = new Map();
  const followers = new Map();
  // What is not in the store and not dealt with, though the server has said no.
  const refusedLoose = new Set();
  const watchers = { link: [], queue: [], waiting: [] };
  let orphaned = () => {};
  let link = 'ok';
  let why = null;
  let pause = FIRST_PAUSE_MS;
  let timer = null;
  let sending = null;
  let inFlight = null;
  let known = false;
  let readable = true;

  const tell = (name, value) => {
    for (const watcher of watchers[name]) watcher(value);
  };

  const setLink = (next, reason = null) => {
    if (link === next && why === reason) return;
    [link, why] = [next, reason];
    tell('link', link);
  };

  const slicksOf = (item) => (item.withdrawn ? [] : item.body.slicks ?? []);

  const tellWaiting = () => tell('waiting', new Set(items.filter((item) => !waiters.has(item.key)).flatMap(slicksOf)));

  const tellFollowers = (item, outcome) => {
    for (const follower of followers.get(item.key) ?? []) follower(outcome);
    followers.delete(item.key);
  };

  const keep = (item) => {
    const { key, at, path, body, about, withdrawn } = item;
    let timeout;
    const late = new Promise((resolve) => (timeout = clock.setTimeout(resolve, LONGEST_STORING_MS))).then(() => (item.stored ??= false));
    const storing = Promise.resolve(store.keep({ key, at, path, body, about, withdrawn })).then((stored) => {
      clock.clearTimeout(timeout);
      item.stored = stored;
    });
    return Promise.race([storing, late]).then(() => tell('queue'));
  };

  const remove = (item) => {
    items.splice(items.indexOf(item), 1);
    tell('queue');
  };

  /** Whoever waits for the outcome goes on without it; it will be told as that of an orphan. */
  const goOn = (item) => {
    waiters.get(item.key)?.({ waiting: true });
    waiters.delete(item.key);
    tellFollowers(item, { waiting: true });
    tellWaiting();
  };

  const settle = (item, outcome) => {
    const waiter = waiters.get(item.key);
    waiters.delete(item.key);
    tellWaiting();
    if (waiter) waiter(outcome);
    else orphaned(item, outcome);
    tellFollowers(item, outcome);
  };

  const later = (next, reason) => {
    setLink(next, reason);
    for (const item of items) goOn(item);
    timer = clock.setTimeout(pump, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };

  /** What was withdrawn after it may have been sent: whether it was made is known to the server alone. */
  const request = async (item) => {
    if (item.withdrawn) return { made: await find(item.key) };
    item.tried = true;
    return { answer: await post(item.path, item.body, { 'Idempotency-Key': item.key }) };
  };

  /** Resolves with the outcome, or with the state of the link when there was none. */
  const attempt = async (item) => {
    inFlight = item;
    try {
      return await request(item);
    } catch (failure) {
      if (failure instanceof Refusal) return failure.status === 401 ? { link: 'signed-out' } : { refusal: failure };
      item.failures = (item.failures ?? 0) + (failure instanceof Unreachable && failure.status === 500 ? 1 : 0);
      return item.failures < MOST_FAILURES
        ? { link: 'offline', why: failure instanceof Unreachable && failure.status === 503 ? failure.message : null }
        : { refusal: new Refusal(500, { detail: 'The server failed on this decision several times, so it was not made. Its log says why.' }) };
    } finally {
      inFlight = null;
    }
  };

  /** What was refused stays in the store until somebody has dealt with it: a closed lid must not lose a drawing. */
  const forgetLater = (item) => {
    if (!item.stored) refusedLoose.add(item.key);
    return async () => {
      refusedLoose.delete(item.key);
      await store.forget(item.key);
      tell('queue');
    };
  };

  const conclude = async (item, outcome) => {
    if (outcome.refusal) outcome.forget = forgetLater(item);
    remove(item);
    if (!outcome.refusal) await store.forget(item.key);
    settle(item, outcome);
  };

  const run = async () => {
    try {
      while (items.length) {
        const item = items[0];
        if (item.stored === false) item.kept = keep(item);
        await item.kept;
        if (items[0] !== item) continue;
        const outcome = await attempt(item);
        if (outcome.link) return later(outcome.link, outcome.why);
        pause = FIRST_PAUSE_MS;
        setLink('ok');
        await conclude(item, outcome);
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

  const readStore = async () => {
    try {
      const left = await store.adopt();
      known = readable = true;
      return left;
    } catch {
      // Said to the analyst (isReadable), and tried again with the next attempt to send.
      readable = false;
      return [];
    }
  };

  /** Takes up what pages left that are no more: an earlier visit of the same person, or a window that was closed. Nobody knows whether it was sent. */
  const adopt = async () => {
    const left = (await readStore()).filter((item) => !items.some((one) => one.key === item.key));
    items.unshift(...left.sort((a, b) => a.at - b.at).map((item) => ({ ...item, stored: true, tried: true })));
    tell('queue');
    if (left.length) tellWaiting();
    return pump();
  };

  /** Of a decision that was sent, and not answered: the server is asked for it when it can be. */
  const withdrawSent = (item) => {
    item.withdrawn = true;
    item.kept = keep(item);
    tell('queue');
  };

  const isSent = (item) => item === inFlight;

  return {
    /** Watchers of "link" hear "ok", "offline" or "signed-out"; of "queue" that something entered or left; of "waiting" which slicks have decisions that nobody waits for any more. */
    on: (name, watcher) => watchers[name].push(watcher),

    /** Outcomes nobody waits for: those of decisions that were kept for later, or by an earlier visit; { made } of one that was withdrawn. */
    onOrphan: (handler) => (orphaned = handler),

    /** How many are on their way or wait. */
    count: () => items.filter((item) => !item.withdrawn).length,

    /** How many were withdrawn while nobody knows whether they had reached the server. */
    withdrawnCount: () => items.filter((item) => item.withdrawn).length,

    /** How many are lost when the page is closed now, since the browser does not keep them. */
    looseCount: () => items.filter((item) => !item.stored).length + refusedLoose.size,

    /** The same, of those for which the browser has said that it cannot keep them. */
    unkeptCount: () => items.filter((item) => item.stored === false).length + refusedLoose.size,

    /** What the server said of itself when it could not take a decision, such as that its database is away; null when it said nothing. */
    why: () => why,

    /** False until the store was read: before, nobody can say that everything is saved. */
    isKnown: () => known,

    /** False when the store cannot be read: what an earlier visit left may wait in it. */
    isReadable: () => readable,

    /** What is on its way or waits, the oldest first. `isSending`: somebody waits for the outcome now. */
    list: () => items.filter((item) => !item.withdrawn).map((item) => ({ key: item.key, at: item.at, path: item.path, body: item.body, about: item.about, isKept: !!item.stored, isSending: isSent(item) || waiters.has(item.key) })),

    /** True while a decision on one of these slicks is under way or waits. */
    holds: (slicks) => items.some((item) => slicksOf(item).some((one) => slicks.includes(one))),

    /** True while a request to this address is under way or waits. */
    holdsPath: (path) => items.some((item) => !item.withdrawn && item.path === path),

    /** Resolves with the next that is known of an item: its outcome, or { waiting: true }. */
    next: (key) => new Promise((resolve) => followers.set(key, [...(followers.get(key) ?? []), resolve])),

    /**
     * Takes out what waits. Resolves with "withdrawn" when it was never sent; "asked" when it may have reached the server, which is asked as soon as it
     * answers; "sending" when it is under way now and nothing was done; "gone" when it is not here any more.
     */
    withdraw: async (key) => {
      const item = items.find((one) => one.key === key && !one.withdrawn);
      if (!item) return 'gone';
      if (isSent(item)) return 'sending';
      if (item.tried) withdrawSent(item);
      else remove(item);
      waiters.get(key)?.({ withdrawn: true });
      waiters.delete(key);
      tellWaiting();
      if (!item.tried) await item.kept?.then(() => store.forget(key));
      return item.tried ? 'asked' : 'withdrawn';
    },

    /** Keeps a request and sends it. Resolves with { answer }, { refusal, forget } (forget is called when the refusal was dealt with), { withdrawn: true }, or { waiting: true } when there is no answer for now. */
    send: async (path, body, about = {}) => {
      const item = { key: newKey(), at: clock.now(), path, body, about };
      const outcome = new Promise((resolve) => waiters.set(item.key, resolve));
      item.kept = keep(item);
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
