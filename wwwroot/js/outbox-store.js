// Where decisions wait beyond the life of a page: IndexedDB, shared by all windows of the browser. Each item belongs to one window, which holds a lock
// with its name as long as it lives; what a window left that is no more is adopted by another one, and by one only.
const TAB_LOCK = 'slick-review-window ';

/** Opens the database; a browser without one, or that refuses it, rejects. The next call tries again. */
const makeDatabase = (factory) => {
  let opened = null;
  const forget = () => (opened = null);
  return () => (opened ??= new Promise((resolve, reject) => {
    const opening = factory().open('slick-review', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('outbox', { keyPath: 'key' });
    opening.onsuccess = () => {
      opening.result.onclose = forget;
      resolve(opening.result);
    };
    opening.onerror = () => reject(opening.error);
  }).catch((failure) => {
    forget();
    throw failure;
  }));
};

const within = async (open, mode, work) => {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction('outbox', mode);
    const result = work(transaction.objectStore('outbox'));
    transaction.oncomplete = () => resolve(result?.result ?? result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
};

/** Names of the windows that live; null where the browser cannot tell, as without HTTPS: then everything is taken up, and the server tells twins by their key. */
const living = async (locks) => {
  if (!locks) return null;
  const { held } = await locks.query();
  return new Set(held.map(({ name }) => name).filter((name) => name.startsWith(TAB_LOCK)).map((name) => name.slice(TAB_LOCK.length)));
};

/** Resolves when this window holds its lock, or cannot have one. */
const hold = (locks, tab) => new Promise((held) => {
  if (!locks) return held();
  return locks.request(TAB_LOCK + tab, () => (held(), new Promise(() => {}))).catch(held);
});

/**
 * @param {string} user whose decisions they are: what one decided is never sent under the name of another
 * @param {string} tab a name for this window that no other has
 * @param {{factory: () => IDBFactory, locks: ?LockManager}} browser a factory that throws is a browser without a store
 */
export const makeStore = (user, tab, { factory = () => globalThis.indexedDB, locks = globalThis.navigator?.locks } = {}) => {
  const open = makeDatabase(factory);
  const named = hold(locks, tab);

  const take = (items, left, taken) => {
    for (const { key, tab: before } of left) {
      const asking = items.get(key);
      // Another window may have taken it, or sent it, since it was listed.
      asking.onsuccess = () => {
        if (!asking.result || asking.result.tab !== before) return;
        items.put({ ...asking.result, tab });
        taken.push(asking.result);
      };
    }
  };

  return {
    /** Resolves with whether the item outlives the page: it does not in a browser without a store, or with a full one. Whoever asked says so, and holds the tab. */
    keep: async (item) => {
      await named;
      return within(open, 'readwrite', (items) => void items.put({ ...item, user, tab })).then(() => true, () => false);
    },

    /** What cannot be taken out is sent once more after a reload, and known to the server by its key. */
    forget: (key) => within(open, 'readwrite', (items) => void items.delete(key)).catch(() => {}),

    /** Resolves with what windows left that are no more. Rejects when that cannot be read: then nobody knows whether something waits. */
    adopt: async () => {
      await named;
      const [all, alive] = [await within(open, 'readonly', (items) => items.getAll()), await living(locks)];
      const left = all.filter((item) => item.user === user && item.tab !== tab && !alive?.has(item.tab));
      const taken = [];
      if (left.length) await within(open, 'readwrite', (items) => void take(items, left, taken));
      return taken;
    },
  };
};
