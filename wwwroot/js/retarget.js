// What a decision becomes after somebody else decided first. Pure.

import { takes } from './words.js';

/** The same decision for the successors, or null where it has no meaning for them. */
export const retarget = (body, conflicts) => {
  const replaced = new Map(conflicts.map((one) => [one.slick, one.successors]));
  const slicks = [...new Set((body.slicks ?? []).flatMap((one) => replaced.get(one) ?? [one]))];
  if (!slicks.length || !takes(body.kind, slicks.length)) return null;
  return { ...body, slicks };
};

const texts = (slicks) => [...new Set(slicks.map(({ properties }) => properties.notes).filter(Boolean))];

/**
 * The decision with both notes, theirs first, where somebody wrote one meanwhile that the analyst has not seen: nobody's words are replaced unread.
 * @param base the versions that the analyst saw
 * @param theirs the versions that are there now
 */
export const withBothNotes = (body, base, theirs) => {
  if (!body?.notes) return body;
  const unseen = texts(theirs).filter((text) => !texts(base).includes(text) && !body.notes.includes(text));
  return unseen.length ? { ...body, notes: [...unseen, body.notes].join('\n') } : body;
};
