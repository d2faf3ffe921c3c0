// What a decision becomes after somebody else decided first. Pure.

const ONE_ONLY = new Set(['split', 'reshape', 'cut']);

/** The same decision for the successors, or null where it has no meaning for them. */
export const retarget = (body, conflicts) => {
  const replaced = new Map(conflicts.map((one) => [one.slick, one.successors]));
  const slicks = [...new Set((body.slicks ?? []).flatMap((one) => replaced.get(one) ?? [one]))];
  if (!slicks.length || (ONE_ONLY.has(body.kind) && slicks.length > 1) || (body.kind === 'merge' && slicks.length < 2)) return null;
  return { ...body, slicks };
};
