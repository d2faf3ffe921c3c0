// What others change appears by itself: the server says which slicks were touched, and what is shown of them is read again.
import { facts, page } from './page.js';
import { changed } from './slicks.js';
import { onLink } from './outbox.js';
import { toast } from './toasts.js';
import { ids } from './figures.js';
import { did } from './words.js';

const GATHER_MS = 400;
let gathered = new Set();
let timer = 0;

const tell = () => {
  const all = [...gathered];
  gathered = new Set();
  timer = 0;
  changed(all);
};

const hear = ({ decision, kind, reviewer, slicks, missed }) => {
  if (missed) for (const id of page.selection) gathered.add(id);
  if (decision && decision === page.last) return;
  for (const id of slicks ?? []) gathered.add(id);
  const mine = page.selection.filter((id) => slicks?.includes(id));
  if (mine.length && reviewer !== facts.user) toast(`${reviewer} ${did(kind)} ${ids(mine)}.`, { kind: 'note' });
  timer ||= setTimeout(tell, GATHER_MS);
};

// A browser opens six connections to a server at most, and a stream holds one. So of all tabs one listens and tells the others.
const tabs = navigator.locks && globalThis.BroadcastChannel ? new BroadcastChannel('slick-review-live') : null;
let source = null;

const pass = (notice) => {
  hear(notice);
  tabs?.postMessage(notice);
};

const listen = (heirOfAnother) => {
  let listened = heirOfAnother;
  source = new EventSource('/api/events');
  source.addEventListener('slicks', (event) => pass(JSON.parse(event.data)));
  // What happened while nobody listened is not told again; everything in sight is read anew.
  source.onopen = () => {
    if (listened) pass({ missed: true });
    listened = true;
  };
};

const lead = (heirOfAnother) => {
  listen(heirOfAnother);
  // A browser does not try again by itself after a refusal, as when the session had ended.
  onLink((link) => link === 'ok' && source.readyState === EventSource.CLOSED && listen(true));
};

export const watchLive = () => {
  if (!tabs) {
    lead(false);
    return;
  }
  tabs.onmessage = ({ data }) => hear(data);
  const untilClosed = new Promise(() => {});
  navigator.locks.request('slick-review-live', { ifAvailable: true }, (first) => {
    if (first) lead(false);
    else navigator.locks.request('slick-review-live', () => {
      lead(true);
      return untilClosed;
    });
    return first ? untilClosed : undefined;
  });
};
