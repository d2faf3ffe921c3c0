// What others change appears by itself: the server says which slicks were touched, and what is shown of them is read again.
import { facts, page } from './page.js';
import { changed } from './slicks.js';
import { get } from './api.js';
import { lookAgain } from './imagery/imagery.js';
import { hearNews, listenAgain } from './news.js';
import { free } from './circuit.js';
import { pauseUntilBack } from './circuit/life.js';
import { onLink } from './outbox.js';
import { toast } from './toasts.js';
import { cases } from './cases.js';
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
  if (mine.length && reviewer !== facts.user && !page.asof) toast(`${reviewer} ${did(kind)} ${cases(mine)}.`, { kind: 'note' });
  timer ||= setTimeout(tell, GATHER_MS);
};

const signedIn = () => get('/api/summary').then(() => true, (failure) => failure.status !== 401);

export const watchLive = () => {
  hearNews({
    slicks: hear,
    scene: lookAgain,
    going: pauseUntilBack,
    missed: () => hear({ missed: true }),
    // The session has ended: the page asks for a new one; what waits to be sent is kept in the browser's store.
    refused: async () => {
      if (await signedIn()) return;
      await free();
      location.reload();
    },
  });
  onLink((link) => link === 'ok' && listenAgain());
};
