// Sums of the filter and where its slicks are, asked once for all who want them at the same state of the page.
import { get } from './api.js';
import { page } from './page.js';
import { filterQuery } from './url-state.js';

let known = { at: null };

/** { total, pending, validated, rejected, ambiguous, bbox }, or null when the server has no answer. */
export const sums = () => {
  const query = filterQuery(page);
  const at = `${page.revision} ${query}`;
  if (known.at !== at) {
    const asked = { at, answer: get(`/api/summary?${query}`).catch(() => {
      if (known === asked) known = { at: null };
      return null;
    }) };
    known = asked;
  }
  return known.answer;
};
