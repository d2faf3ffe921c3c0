// What the filter's form says of times and numbers, all of them UTC. Pure.

/** "2026-11-23T10:00" of the form is UTC. */
export const toIso = (text) => (text ? `${text.length === 16 ? `${text}:00` : text}Z` : '');

/** An instant for a field of day and time: to the millisecond, which is all that a browser holds; zeros are left out. */
export const toForm = (iso) => (iso ? new Date(iso).toISOString().slice(0, 23).replace(/(:00)?\.000$/, '') : '');

/** The sentence that says why these values cannot be a filter; null when they can. */
export const whyNotFilter = ({ minConfidence, from, to }) => {
  if (minConfidence && !(+minConfidence >= 0 && +minConfidence <= 1)) return 'The model confidence is a number from 0 to 1.';
  if (from && to && Date.parse(from) >= Date.parse(to)) return '“From” must be before “to”.';
  return null;
};
