// What the server tells as it happens, for every page of this browser: slicks that changed, runs that go on, images that are ready.
// A browser opens six connections to a server at most, and a stream holds one. So of all tabs one listens and tells the others.
const AGAIN_MS = 5000;
const EVENTS = ['slicks', 'run', 'scene', 'going'];
const tabs = navigator.locks && globalThis.BroadcastChannel ? new BroadcastChannel('slick-review-news') : null;
let source = null;
let hearers = {};

const hear = ({ name, notice }) => hearers[name]?.(notice);

const pass = (name, notice) => {
  hear({ name, notice });
  tabs?.postMessage({ name, notice });
};

const listen = (heirOfAnother) => {
  let listened = heirOfAnother;
  source = new EventSource('/api/events');
  for (const name of EVENTS) source.addEventListener(name, (event) => pass(name, JSON.parse(event.data)));
  // What happened while nobody listened is not told again; everything in sight is read anew.
  source.onopen = () => {
    if (listened) pass('missed');
    listened = true;
  };
  // A browser does not try again by itself after an answer that is no stream, as of a proxy whose server restarts.
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return;
    hearers.refused?.();
    setTimeout(listenAgain, AGAIN_MS);
  };
};

/** Call it when the server answers again. */
export const listenAgain = () => source?.readyState === EventSource.CLOSED && listen(true);

/**
 * Hears news until the page is left.
 * @param by functions by name: slicks, run and scene get a notice each; going says that the server is about to stop in good order; missed says that notices were lost; refused that the server takes no listener, as when the session has ended
 */
export const hearNews = (by) => {
  hearers = by;
  if (!tabs) {
    listen(false);
    return;
  }
  tabs.onmessage = ({ data }) => hear(data);
  const untilClosed = new Promise(() => {});
  navigator.locks.request('slick-review-news', { ifAvailable: true }, (first) => {
    if (first) listen(false);
    else navigator.locks.request('slick-review-news', () => {
      listen(true);
      return untilClosed;
    });
    return first ? untilClosed : undefined;
  });
};
