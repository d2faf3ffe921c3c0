// Keys with which an input method is served reach nothing else: no dialog is submitted by the Enter that ends a composition, and no command given.
import { isComposing } from './press.js';

/** Before anything else listens. */
export const guardComposition = (target = globalThis) =>
  target.addEventListener('keydown', (event) => {
    if (!isComposing(event)) return;
    event.stopImmediatePropagation();
    // Where the browser itself would submit a form of one line. In a text of several the line break may be the input method's.
    if (event.key === 'Enter' && event.target?.tagName === 'INPUT') event.preventDefault();
  }, true);
