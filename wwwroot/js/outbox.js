// The outbox of this window: the queue with the browser's store, the server, and the clock.
import { get, post } from './api.js';
import { facts, page, set } from './page.js';
import { makeQueue } from './outbox-queue.js';
import { makeStore } from './outbox-store.js';
import { newKey } from './key.js';

// A merge of thousands may take its time; a connection that says nothing for so long is none.
const LONGEST_ANSWER_MS = 60_000;

const queue = makeQueue({
  post: (path, body, headers) => post(path, body, headers, AbortSignal.timeout(LONGEST_ANSWER_MS)),
  find: (key) => get(`/api/decisions?key=${encodeURIComponent(key)}`, AbortSignal.timeout(LONGEST_ANSWER_MS)).catch((failure) => {
    if (failure.status === 404) return null;
    throw failure;
  }),
  store: makeStore(facts.user, newKey()),
  newKey,
  clock: { setTimeout: (...given) => setTimeout(...given), clearTimeout: (...given) => clearTimeout(...given), now: Date.now },
});

queue.on('waiting', (waiting) => {
  if (waiting.size || page.waiting.size) set({ waiting });
});

export const { send, onOrphan, count: waitingCount, withdrawnCount, why: whyNot, looseCount, unkeptCount, isKnown, isReadable, list: waitingList, withdraw, next, holds, holdsPath, tryNow, resume } = queue;

/** Calls back with "ok", "offline" or "signed-out". */
export const onLink = (watcher) => queue.on('link', watcher);

/** Calls back whenever something enters or leaves the queue, and once it is known what an earlier visit left. */
export const onQueue = (watcher) => queue.on('queue', watcher);

// What the browser does not keep is lost with the page: the tab is held until it is sent.
addEventListener('beforeunload', (event) => looseCount() && event.preventDefault());
addEventListener('online', tryNow);
addEventListener('focus', tryNow);
