// What others change appears by itself: the server says which slicks were touched, and what is shown of them is read again.
import { facts, page } from './page.js';
import { changed } from './slicks.js';
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

export const watchLive = () => {
  const source = new EventSource('/api/events');
  source.addEventListener('slicks', (event) => {
    const { decision, kind, reviewer, slicks } = JSON.parse(event.data);
    if (decision !== undefined && decision === page.last) return;
    for (const id of slicks ?? []) gathered.add(id);
    const mine = page.selection.filter((id) => slicks?.includes(id));
    if (mine.length && reviewer !== facts.user) toast(`${reviewer} ${did(kind)} ${ids(mine)}.`, { kind: 'note' });
    timer ||= setTimeout(tell, GATHER_MS);
  });
};
