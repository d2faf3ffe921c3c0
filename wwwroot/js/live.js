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

const hear = (event) => {
  const { decision, kind, reviewer, slicks, missed } = JSON.parse(event.data);
  if (missed) for (const id of page.selection) gathered.add(id);
  if (decision !== undefined && decision === page.last) return;
  for (const id of slicks ?? []) gathered.add(id);
  const mine = page.selection.filter((id) => slicks?.includes(id));
  if (mine.length && reviewer !== facts.user) toast(`${reviewer} ${did(kind)} ${ids(mine)}.`, { kind: 'note' });
  timer ||= setTimeout(tell, GATHER_MS);
};

let source = null;
let opened = false;

const listen = () => {
  source = new EventSource('/api/events');
  source.addEventListener('slicks', hear);
  // What happened while nobody listened is not told again; everything in sight is read anew.
  source.onopen = () => {
    if (opened) changed([...page.selection]);
    opened = true;
  };
};

export const watchLive = () => {
  listen();
  // A browser does not try again by itself after a refusal, as when the session had ended.
  onLink((link) => link === 'ok' && source.readyState === EventSource.CLOSED && listen());
};
