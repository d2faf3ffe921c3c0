// Which slick comes next, and how many were decided. Pure.

/**
 * The next of a list.
 * @param {{id: number}[]} slicks in the order in which they come
 * @param {number[]} from those that were decided now: what comes is behind the last of them that is listed
 * @param {(id: number) => boolean} isOut true for those that need no decision any more
 */
export const after = (slicks, from, isOut) => {
  const at = Math.max(-1, ...from.map((id) => slicks.findIndex((one) => one.id === id)));
  const open = ({ id }) => !from.includes(id) && !isOut(id);
  return slicks.slice(at + 1).find(open) ?? slicks.slice(0, at + 1).find(open) ?? null;
};

/** True when a list holds all that there is: the server gave fewer than were asked for. */
export const known = (slicks, asked) => slicks.length < asked;

/** Counts decided slicks since a list was begun, and knows those that an answer of the server cannot know yet. */
export const makeTally = () => {
  let made = new Map();
  let kept = new Map();
  let asks = 0;
  const since = new Map();
  return {
    begin: () => [made, kept] = [new Map(), new Map()],
    /** @param {?number} decision null while it waits to be sent; told again with its number when it was made */
    decide: (decision, slicks) => {
      for (const id of slicks) since.set(id, asks);
      kept.delete(slicks.join());
      if (decision === null) kept.set(slicks.join(), slicks);
      else made.set(decision, slicks.length);
    },
    undo: (decision) => made.delete(decision),
    withdraw: (slicks) => {
      kept.delete(slicks.join());
      for (const id of slicks) since.delete(id);
    },
    /** @param {(id: number) => boolean} waits whether a decision on a slick still waits: one that was withdrawn or refused counts no more */
    decided: (waits) => [...made.values()].reduce((sum, one) => sum + one, 0) + [...kept.values()].flat().filter(waits).length,
    isDecided: (id) => since.has(id),
    asks: () => ++asks,
    /** What the server said when it was asked for the given time holds for all that was decided before. */
    answered: (ask) => {
      for (const [id, at] of since) if (at < ask) since.delete(id);
    },
  };
};
