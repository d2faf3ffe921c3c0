// Decisions on their way. Each is written to IndexedDB with its idempotency key before it is sent, is sent in order, again and again
// until the server answers, and is deleted only when the server has said yes or no.
import { post, renewToken, Refusal, Unreachable } from './api.js';
import { facts, page, set } from './page.js';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;
// A server that is there and fails on the same decision so often will not take it.
const MOST_FAILURES = 4;

const queue = [];
const waiters = new Map();
let pause = FIRST_PAUSE_MS;
let timer = null;
let pumping = null;
let link = 'ok';
let orphaned = () => {};
const linkWatchers = [];

/** "ok", "offline" or "signed-out". */
export const onLink = (watcher) => linkWatchers.push(watcher);

export const waitingCount = () => queue.length;

const queueWatchers = [];
let known = false;

/** Calls back whenever something enters or leaves the queue, and once it is known what an earlier visit left. */
export const onQueue = (watcher) => queueWatchers.push(watcher);

/** False until the browser's store was read: before, nobody can say that everything is saved. */
export const isKnown = () => known;

const tellQueue = () => {
  for (const watcher of queueWatchers) watcher();
};

const database = new Promise((resolve) => {
  const opening = indexedDB.open('slick-review', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('outbox', { keyPath: 'key' });
  opening.onsuccess = () => resolve(opening.result);
  // Without a store (a private window, a full disk) decisions are still sent; they only do not outlive the page.
  opening.onerror = () => resolve(null);
});

const store = async (mode, work) => {
  const open = await database;
  if (!open) return undefined;
  return new Promise((resolve, reject) => {
    const transaction = open.transaction('outbox', mode);
    const asked = work(transaction.objectStore('outbox'));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
};

/** Unique also where the page is not served over HTTPS, and crypto.randomUUID is missing. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const setLink = (next) => {
  if (link === next) return;
  link = next;
  for (const watcher of linkWatchers) watcher(link);
};

const tellWaiting = () => {
  const ids = queue.flatMap((item) => item.body.slicks ?? []);
  set({ waiting: new Set(ids) });
};

const forget = (item) => store('readwrite', (items) => items.delete(item.key)).catch(() => {});

const takeOut = (item) => {
  queue.splice(queue.indexOf(item), 1);
  tellWaiting();
  tellQueue();
};

const settle = (item, outcome) => {
  const waiter = waiters.get(item.key);
  waiters.delete(item.key);
  if (waiter) waiter(outcome);
  else orphaned(item, outcome);
};

/** Outcomes nobody waits for any more: those of decisions that were kept for later, or by an earlier visit. */
export const onOrphan = (handler) => (orphaned = handler);

const sendOne = async (item) => {
  try {
    return await post(item.path, item.body, { 'Idempotency-Key': item.key });
  } catch (failure) {
    if (!(failure instanceof Refusal) || failure.status !== 400 || Object.keys(failure.errors).length || !/antiforgery|token/i.test(failure.message)) throw failure;
    await renewToken(item.user);
    return post(item.path, item.body, { 'Idempotency-Key': item.key });
  }
};

const later = (item, next) => {
  setLink(next);
  waiters.get(item.key)?.({ waiting: true });
  waiters.delete(item.key);
  timer = setTimeout(pump, pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
};

const run = async () => {
  while (queue.length) {
    const item = queue[0];
    let outcome;
    try {
      outcome = { answer: await sendOne(item) };
    } catch (failure) {
      if (failure instanceof Unreachable) {
        item.failures = (item.failures ?? 0) + (failure.status === 500 ? 1 : 0);
        if (item.failures < MOST_FAILURES) return later(item, 'offline');
        failure = new Refusal(500, { detail: 'The server failed on this decision several times, so it was not made. Its log says why.' });
      }
      if (failure instanceof Refusal && failure.status === 401) return later(item, 'signed-out');
      if (!(failure instanceof Refusal)) throw failure;
      outcome = { refusal: failure };
    }
    pause = FIRST_PAUSE_MS;
    setLink('ok');
    takeOut(item);
    // What was refused stays in the browser's store until somebody has dealt with it: a closed lid must not lose a drawing.
    if (outcome.answer) await forget(item);
    else outcome.forget = () => forget(item);
    settle(item, outcome);
  }
  setLink('ok');
};

/** Sends what is there; one at a time over all windows of this browser where it can lock. */
export const pump = () => {
  clearTimeout(timer);
  pumping ??= (navigator.locks ? navigator.locks.request('slick-review-outbox', run) : run()).finally(() => (pumping = null));
  return pumping;
};

/** Keeps a request and sends it. Resolves with { answer }, { refusal, forget } (forget is called when the refusal was dealt with), or { waiting: true } when the server does not answer now. */
export const send = async (path, body, about = {}) => {
  const item = { key: newKey(), at: Date.now(), user: facts.user, path, body, about };
  queue.push(item);
  tellQueue();
  await store('readwrite', (items) => items.put(item)).catch(() => {});
  const outcome = new Promise((resolve) => waiters.set(item.key, resolve));
  if (link !== 'ok') {
    waiters.get(item.key)({ waiting: true });
    waiters.delete(item.key);
    tellWaiting();
  }
  const settled = pumping;
  if (settled) settled.finally(pump);
  else pump();
  const result = await outcome;
  if (result.waiting) tellWaiting();
  return result;
};

/** Takes up what an earlier visit of the same person left. */
export const resume = async () => {
  const kept = ((await store('readonly', (items) => items.getAll()).catch(() => undefined)) ?? []).filter((item) => item.user === facts.user);
  queue.unshift(...kept.filter((item) => !queue.some((known) => known.key === item.key)).sort((a, b) => a.at - b.at));
  known = true;
  tellQueue();
  if (queue.length) {
    tellWaiting();
    await pump();
  }
};

/** The server may be back, or the person signed in again: do not wait for the next attempt. */
export const tryNow = () => {
  pause = FIRST_PAUSE_MS;
  if (queue.length) pump();
};

addEventListener('online', tryNow);
addEventListener('focus', () => page.waiting.size && tryNow());
