// The life of the circuit: Blazor is started by hand, the circuit may drop, and the server may stop and come again. Map, keys and decisions do
// not need it; what only the circuit held is kept over an orderly restart ([PersistentState]) and is in the address otherwise.
import { library } from '../library.js';

/* global Blazor */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;
const LOOK_AGAIN_MS = 300;

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const marked = (isDown) => document.body.classList.toggle('circuit-down', isDown);

let reconnecting = false;
let paused = false;
let leaving = false;
let hooks = { down: () => {}, up: () => {}, free: () => Promise.resolve() };

// A circuit that was paused is made anew from what this browser keeps of it; one that was lost may still be known to the server.
const comeBack = async () => (!paused && (await Blazor.reconnect())) || (await Blazor.resumeCircuit());

const isSignedOut = () => fetch('/api/summary', { cache: 'no-store' }).then(({ status }) => status === 401, () => false);

const reconnect = async () => {
  if (reconnecting) return;
  reconnecting = true;
  for (let pause = paused ? 0 : FIRST_PAUSE_MS; ; pause = Math.min(Math.max(pause * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS)) {
    await wait(pause);
    try {
      if (await comeBack()) break;
      // The server is there and does not know this circuit any more. All that matters is in the address and in the browser's store.
      await hooks.free();
      location.reload();
      return;
    } catch {
      // The server is not there yet; or it takes no circuit from who is not signed in any more.
      if (hooks.signedOut && (await isSignedOut())) return hooks.signedOut();
    }
  }
  reconnecting = paused = false;
  marked(false);
  hooks.up();
};

const fetched = async (name) => {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      await library(name);
      return;
    } catch {
      marked(true);
      await wait(pause);
    }
  }
};

const processNow = () => fetch('/healthz', { cache: 'no-store' }).then((answer) => answer.headers.get('X-Process'), () => null);

/** The server is about to stop in good order: what the circuit holds is taken into the browser until the next process is there. */
export const pauseUntilBack = async () => {
  if (leaving || !globalThis.Blazor?.pauseCircuit) return;
  leaving = true;
  const before = document.querySelector('meta[name=process]').content;
  try {
    paused = await Blazor.pauseCircuit();
  } catch {
    // The process was quicker: the connection is down, and is looked for like any other.
    paused = false;
  }
  marked(true);
  hooks.down();
  for (let now = before; now === null || now === before; now = await processNow()) await wait(LOOK_AGAIN_MS);
  document.querySelector('meta[name=process]').content = await processNow();
  leaving = false;
  reconnect();
};

/**
 * Starts Blazor.
 * @param libraries names of the <link id="NAME-library"> of the head, in the order in which they run
 * @param by functions: down, up, free, which resolves when a reload would disturb nobody, and signedOut, for a page that goes with its session
 */
export const startBlazor = async (libraries, by = {}) => {
  hooks = { ...hooks, ...by };
  for (const name of libraries) await fetched(name);
  marked(false);
  return Blazor.start({
    // Pages change their address by themselves; Blazor must not fetch and patch them on every step.
    ssr: { disableDomPreservation: true },
    circuit: {
      reconnectionHandler: {
        onConnectionDown: () => {
          if (leaving) return;
          marked(true);
          hooks.down();
          reconnect();
        },
        onConnectionUp: () => {},
      },
    },
  });
};
