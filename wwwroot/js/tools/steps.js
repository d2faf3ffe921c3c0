// The steps of a drawing: what is there now, what was there before, and what was taken back. Pure.
const MOST = 200;

/** @param first what is there before the first step */
export const makeSteps = (first) => {
  let states = [first];
  let at = 0;
  return {
    get now() {
      return states[at];
    },

    /** True when nothing was done, or all of it was taken back. */
    get isFirst() {
      return at === 0 && states[0] === first;
    },

    /** A new step; what was taken back before it is gone. */
    add: (state) => {
      states = [...states.slice(0, at + 1), state].slice(-MOST);
      at = states.length - 1;
    },

    /** One step back (-1) or forward (+1). Returns whether there was one. */
    go: (by) => {
      const there = at + by >= 0 && at + by < states.length;
      if (there) at += by;
      return there;
    },
  };
};
