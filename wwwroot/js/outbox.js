// The outbox of this window: the queue with the browser's store, the server, and the clock.
import { post } from './api.js';
import { facts, page, set } from './page.js';
import { makeQueue } from './outbox-queue.js';
import { makeStore } from './outbox-store.js';
import { newKey } from './key.js';

// A merge of thousands may take its time; a connection that says nothing for so long is none.
const LONGEST_ANSWER_MS = 60_000;

const queue = makeQueue({
  post: (path, body, headers) => post(path, body, headers, AbortSignal.timeout(LONGEST_ANSWER_MS)),
  store: makeStore(facts.user, newKey()),
  newKey,
  clock: { setTimeout: (...given) => setTimeout(...given), clearTimeout: (...given) => clearTimeout(...given), now: Date.now },
});

queue.on('waiting', (waiting) => {
  if (waiting.size || page.waiting.size) set({ waiting });
});

export const { send, onOrphan, count: waitingCount, why: whyNot, isKnown, holds, holdsPath, tryNow, resume } = queue;

/** Calls back with "ok", "offline" or "signed-out". */
export const onLink = (watcher) => queue.on('link', watcher);

/** Calls back whenever something enters or leaves the queue, and once it is known what an earlier visit left. */
export const onQueue = (watcher) => queue.on('queue', watcher);

addEventListener('online', tryNow);
addEventListener('focus', tryNow);
