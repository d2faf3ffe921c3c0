// Where decisions wait beyond the life of a page: IndexedDB, shared by all windows of the browser. Each item belongs to one window, which holds a lock
// with its name as long as it lives; what a window left that is no more is adopted by another one, and by one only.
const TAB_LOCK = 'slick-review-window ';

const database = new Promise((resolve) => {
  const opening = indexedDB.open('slick-review', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('outbox', { keyPath: 'key' });
  opening.onsuccess = () => resolve(opening.result);
  // Without a store (a private window, a full disk) decisions are still sent; they only do not outlive the page.
  opening.onerror = () => resolve(null);
});

const within = async (mode, work) => {
  const open = await database;
  if (!open) return undefined;
  return new Promise((resolve, reject) => {
    const transaction = open.transaction('outbox', mode);
    const result = work(transaction.objectStore('outbox'));
    transaction.oncomplete = () => resolve(result?.result ?? result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
};

/** Names of the windows that live; null where the browser cannot tell, as without HTTPS: then everything is taken up, and the server tells twins by their key. */
const living = async () => {
  if (!navigator.locks) return null;
  const { held } = await navigator.locks.query();
  return new Set(held.map(({ name }) => name).filter((name) => name.startsWith(TAB_LOCK)).map((name) => name.slice(TAB_LOCK.length)));
};

/**
 * @param {string} user whose decisions they are: what one decided is never sent under the name of another
 * @param {string} tab a name for this window that no other has
 */
export const makeStore = (user, tab) => {
  const named = navigator.locks ? new Promise((held) => navigator.locks.request(TAB_LOCK + tab, () => (held(), new Promise(() => {})))) : Promise.resolve();

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
    keep: async (item) => {
      await named;
      await within('readwrite', (items) => items.put({ ...item, user, tab })).catch(() => {});
    },

    forget: (key) => within('readwrite', (items) => items.delete(key)).catch(() => {}),

    adopt: async () => {
      await named;
      const [all, alive] = [(await within('readonly', (items) => items.getAll()).catch(() => undefined)) ?? [], await living()];
      const left = all.filter((item) => item.user === user && item.tab !== tab && !alive?.has(item.tab));
      const taken = [];
      if (left.length) await within('readwrite', (items) => void take(items, left, taken)).catch(() => {});
      return taken;
    },
  };
};
