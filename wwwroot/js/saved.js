// Whether work is saved: in the header always, and in a banner when the server does not answer, the session ended, or the browser keeps nothing.
import { on, page } from './page.js';
import { count, html } from './figures.js';
import { isKnown, isReadable, onLink, onQueue, tryNow, unkeptCount, waitingCount, whyNot, withdrawnCount } from './outbox.js';

const saved = document.getElementById('saved');
const banner = document.getElementById('link-banner');
let link = 'ok';

/** @returns {[state: string, text: string]} for the header */
const state = () => {
  const [waiting, withdrawn] = [waitingCount(), withdrawnCount()];
  const away = link !== 'ok' || (waiting > 0 && page.waiting.size > 0);
  if (unkeptCount()) return ['loose', `${count(unkeptCount(), 'decision')} not kept: leave this tab open`];
  if (away && waiting) return ['waiting', `${count(waiting, 'decision')} waiting`];
  if (waiting || (withdrawn && link === 'ok')) return ['saving', 'Saving …'];
  if (!isReadable()) return ['loose', 'Cannot tell what waits here'];
  return isKnown() ? [away || withdrawn ? 'waiting' : 'saved', 'All decisions saved'] : ['saving', 'Looking for decisions …'];
};

const list = (text) => `<input type="button" class="link strong" data-do="outbox" data-testid="show-waiting" value="${text}">`;
const waitingHere = () => list(`${count(waitingCount(), 'decision')} waiting`);

/** What the banner says, with markup of its own; null for none. */
const sentence = () => {
  if (unkeptCount()) {
    const [them, it] = unkeptCount() === 1 ? ['it', 'it is'] : ['them', 'they are'];
    return `<b>This browser cannot keep ${count(unkeptCount(), 'decision')}.</b> Leave this tab open until ${it} sent: closing it loses ${them}. ${list(`Show ${them}`)}`;
  }
  if (link === 'offline') return `<b>${html(whyNot() ?? 'The server does not answer.')}</b> Go on: ${waitingCount() ? waitingHere() : 'decisions wait'} here and will be sent.`;
  if (link === 'signed-out') return `<b>You were signed out.</b> ${waitingCount() ? waitingHere() : 'Decisions wait'} here.`;
  return isReadable() ? null : '<b>This browser’s store cannot be read.</b> Decisions of an earlier visit may wait in it. What you decide now is sent, and lost if the tab is closed before.';
};

const ACTIONS = {
  'signed-out': '<a class="button small" href="/signin" target="_blank" rel="opener">Sign in again</a>',
  offline: '<button type="button" class="button small" data-try>Try now</button>',
};

let shown = '';

const show = () => {
  const [name, text] = state();
  saved.dataset.state = name;
  saved.lastElementChild.textContent = text;
  const said = sentence();
  const markup = said && `<svg class="icon" aria-hidden="true"><use href="#i-alert"/></svg><span>${said}</span>${ACTIONS[link] ?? (isReadable() ? '' : ACTIONS.offline)}`;
  banner.hidden = !said;
  // A button that has the focus is not put anew for nothing.
  if (markup === shown) return;
  shown = markup;
  banner.innerHTML = markup ?? '';
};

export const watchSaved = () => {
  banner.addEventListener('click', (event) => event.target.closest('[data-try]') && tryNow());
  onLink((next) => {
    link = next;
    show();
  });
  onQueue(show);
  on('waiting', show);
};
