// Takes up again what was drawn for a decision that was refused after it had waited.
import { select } from '../page.js';
import { add } from './add.js';
import { cut } from './cut.js';
import { edit } from './edit.js';
import { split } from './split.js';

const TOOLS = {
  add: (body) => add(body),
  cut: (body) => cut(body.polygon),
  reshape: (body) => edit(body.geometry),
  split: (body) => (body.line ? split('line', body.line) : split('polygon', body.polygon)),
};

/** What takes up the drawing of a decision; null for one without. */
export const drawOn = (body) => {
  if (!(body.line ?? body.polygon ?? body.geometry)) return null;
  return () => {
    if (body.slicks?.length) select(body.slicks);
    return TOOLS[body.kind](body);
  };
};
