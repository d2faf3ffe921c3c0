// Notes that were typed and not saved: kept in the browser, and never left behind with a version that was replaced. Pure but for the store.

const PREFIX = 'note:';
const nameOf = (ids) => PREFIX + ids.join();

/** @param {Storage} store may throw: then a draft does not outlive the page */
export const makeDrafts = (store) => {
  const drafts = new Map();
  try {
    for (let at = 0; at < store.length; at++) if (store.key(at).startsWith(PREFIX)) drafts.set(store.key(at), store.getItem(store.key(at)));
  } catch {
    // Closed by the browser.
  }

  const write = (name, text) => {
    if (text === null) drafts.delete(name);
    else drafts.set(name, text);
    try {
      if (text === null) store.removeItem(name);
      else store.setItem(name, text);
    } catch {
      // Full or closed: the draft is kept as long as the page is.
    }
  };

  const joined = (texts) => [...new Set(texts.filter(Boolean))].join('\n');

  return {
    /** What was typed for these slicks together, or null. */
    of: (ids) => drafts.get(nameOf(ids)) ?? null,

    /** Null forgets it. */
    keep: (ids, text) => write(nameOf(ids), text),

    /** A decision put others in the place of slicks: what was typed goes along, unless it went with the decision itself. */
    follow: (inputs, outputs, written = null) => {
      const moved = [];
      for (const ids of [...inputs.map((id) => [id]), ...(inputs.length > 1 ? [inputs] : [])]) {
        const text = drafts.get(nameOf(ids));
        if (text === undefined) continue;
        write(nameOf(ids), null);
        if (text !== written) moved.push(text);
      }
      if (!moved.length) return;
      for (const ids of [...outputs.map((id) => [id]), ...(outputs.length > 1 ? [outputs] : [])]) write(nameOf(ids), joined([drafts.get(nameOf(ids)), ...moved]));
    },
  };
};

/** The store of this window, or none where the browser has closed it. */
export const browserStore = () => {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
};
