// The circuit: what the interactive parts are told, and what happens when it drops. Map, keys and decisions do not need it.
import { page, on } from './page.js';
import { library } from './library.js';
import { looseCount, tryNow } from './outbox.js';

/* global Blazor */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;
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

/** Map, tools and decisions work without a circuit, so nobody who draws or answers a dialog is interrupted by the reload, and nothing is lost by it that the browser cannot keep. */
export const free = async () => {
  while (page.tool || looseCount() || document.querySelector('dialog[open]') || document.querySelector('#decision.busy')) await wait(500);
};

let reconnecting = false;

const reconnect = async () => {
  if (reconnecting) return;
  reconnecting = true;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    await wait(pause);
    try {
      if (await Blazor.reconnect()) break;
      // The server is there and does not know this circuit any more. All that matters is in the address and in the browser's store.
      await free();
      location.reload();
      return;
    } catch {
      // The server is not there yet; decisions wait in the outbox meanwhile.
    }
  }
  reconnecting = false;
  down = false;
  document.body.classList.remove('circuit-down');
  tellParts();
  tryNow();
};

export const startCircuit = async () => {
  on('filters selection tab revision', tellParts);
  for (let pause = FIRST_PAUSE_MS; !globalThis.Blazor; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      await library('blazor');
    } catch {
      // Map and decisions work; list and facts come when the server answers.
      document.body.classList.add('circuit-down');
      await wait(pause);
    }
  }
  document.body.classList.remove('circuit-down');
  return Blazor.start({
    // The page changes its address by itself; Blazor must not fetch and patch it on every step.
    ssr: { disableDomPreservation: true },
    circuit: {
      reconnectionHandler: {
        onConnectionDown: () => {
          down = true;
          document.body.classList.add('circuit-down');
          reconnect();
        },
        onConnectionUp: () => {},
      },
    },
  });
};
