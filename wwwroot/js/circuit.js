// What the interactive parts of the review page are told of it. How the circuit comes and goes is in circuit/life.js.
import { page, on } from './page.js';
import { startBlazor } from './circuit/life.js';
import { looseCount, tryNow } from './outbox.js';

const parts = new Set();

const state = () => ({ query: location.search, revision: page.revision });

/** Called by an interactive part: from now on it hears of every step of the page. */
export const link = (part) => {
  parts.add(part);
  return state();
};

export const unlink = (part) => parts.delete(part);

const told = new Set();

/** Resolves when the parts have taken what they were told. */
export const settled = () => Promise.allSettled([...told]);

let down = false;

const tellParts = () => {
  if (down) return;
  for (const part of parts) {
    // A part that cannot be told now hears the newest state when the circuit is back.
    const telling = part.invokeMethodAsync('PageMoved', state()).catch(() => {});
    told.add(telling);
    telling.finally(() => told.delete(telling));
  }
};

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Map, tools and decisions work without a circuit, so nobody who draws or answers a dialog is interrupted by a reload, and nothing is lost by it that the browser cannot keep. */
export const free = async () => {
  while (page.tool || looseCount() || document.querySelector('dialog[open]') || document.querySelector('#decision.busy')) await wait(500);
};

export const startCircuit = () => {
  on('filters selection tab revision', tellParts);
  return startBlazor(['blazor'], {
    free,
    down: () => (down = true),
    up: () => {
      down = false;
      tellParts();
      tryNow();
    },
  });
};
