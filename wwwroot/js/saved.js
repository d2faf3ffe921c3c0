// Whether work is saved: in the header always, and in a banner when the server does not answer or the session ended.
import { on, page } from './page.js';
import { count } from './figures.js';
import { isKnown, onLink, onQueue, tryNow, waitingCount, whyNot } from './outbox.js';

const saved = document.getElementById('saved');
const banner = document.getElementById('link-banner');
let link = 'ok';

const show = () => {
  const waiting = waitingCount();
  const away = link !== 'ok' || waiting > 0 && page.waiting.size > 0;
  saved.dataset.state = away ? 'waiting' : waiting || !isKnown() ? 'saving' : 'saved';
  saved.lastElementChild.textContent = away && waiting ? `${count(waiting, 'decision')} waiting` : waiting ? 'Saving …' : isKnown() ? 'All decisions saved' : 'Looking for decisions …';
  banner.hidden = link === 'ok';
  if (link === 'offline') {
    banner.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#i-alert"/></svg><span><b></b> Go on: ${waiting ? `${count(waiting, 'decision')} waiting` : 'decisions wait'} here and will be sent.</span><button type="button" class="button small">Try now</button>`;
    banner.querySelector('b').textContent = whyNot() ?? 'The server does not answer.';
    banner.querySelector('button').onclick = tryNow;
  } else if (link === 'signed-out') {
    banner.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#i-alert"/></svg><span><b>You were signed out.</b> ${count(waiting, 'decision')} waiting here.</span><a class="button small" href="/signin" target="_blank" rel="opener">Sign in again</a>`;
  }
};

export const watchSaved = () => {
  onLink((next) => {
    link = next;
    show();
  });
  onQueue(show);
  on('waiting', show);
};
