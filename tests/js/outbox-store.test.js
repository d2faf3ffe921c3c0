import { test } from 'node:test';
import assert from 'node:assert/strict';
import { makeStore } from '../../wwwroot/js/outbox-store.js';

const item = { key: 'a', at: 1, path: '/api/decisions', body: { kind: 'validate', slicks: [1] }, about: {} };

/** A request of IndexedDB that ends in an event. */
const request = (event, facts) => {
  const made = { ...facts };
  setImmediate(() => made[event]?.());
  return made;
};

/** A database whose transactions end like this. */
const database = (event, found = []) => ({ open: () => request('onsuccess', { result: {
  transaction: () => request(event, { error: new Error('full'), objectStore: () => ({ put: () => {}, delete: () => {}, getAll: () => ({ result: found }), get: () => ({}) }) }),
} }) });

const stores = {
  'without IndexedDB': () => undefined,
  'that forbids it': () => { throw new Error('SecurityError'); },
  'that does not open it': () => ({ open: () => request('onerror', { error: new Error('corrupt') }) }),
  'whose disk is full': () => database('onabort'),
};

for (const [name, factory] of Object.entries(stores)) {
  test(`a browser ${name} says that a decision is not kept`, async () => {
    assert.equal(await makeStore('ada', 'tab', { factory, locks: null }).keep(item), false);
  });

  test(`what waits in a browser ${name} is unknown, not nothing`, async () => {
    await assert.rejects(makeStore('ada', 'tab', { factory, locks: null }).adopt());
  });
}

test('a browser with a store says that a decision is kept', async () => assert.equal(await makeStore('ada', 'tab', { factory: () => database('oncomplete'), locks: null }).keep(item), true));

test('a store that opened at the second attempt is used', async () => {
  let attempts = 0;
  const store = makeStore('ada', 'tab', { factory: () => (++attempts === 1 ? stores['that does not open it']() : database('oncomplete')), locks: null });
  assert.deepEqual([await store.keep(item), await store.keep(item)], [false, true]);
});

test('locks that a browser refuses hold no decision up', async () => {
  const locks = { request: () => Promise.reject(new Error('SecurityError')), query: async () => ({ held: [] }) };
  assert.equal(await makeStore('ada', 'tab', { factory: () => database('oncomplete'), locks }).keep(item), true);
});
