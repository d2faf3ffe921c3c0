// What is on its way to the server, or waits for it: each can be withdrawn. Arrows go through the list, Delete withdraws.
import { ago, html, utc } from '../figures.js';
import { title } from '../decisions.js';
import { withdrawWaiting } from '../undo.js';
import { onQueue, tryNow, waitingList } from '../outbox.js';
import { ask } from './dialog.js';

const dialog = document.getElementById('outbox-dialog');
const room = document.getElementById('outbox-list');

const STATE = ({ isSending, isKept }) => (isSending ? 'on its way' : isKept ? 'waiting' : 'not kept in this browser: lost when the tab is closed');

const row = (item) => `<li data-key="${html(item.key)}" data-testid="waiting-decision"><span><b>${html(title(item.body, item.about))}</b>
  <small><time datetime="${new Date(item.at).toISOString()}" title="${utc(item.at)}">${ago(item.at)}</time>, ${STATE(item)}</small></span>
  <button type="button" class="button small" data-withdraw aria-label="Withdraw: ${html(title(item.body, item.about))}">Withdraw</button></li>`;

const buttons = () => [...room.querySelectorAll('[data-withdraw]')];

const draw = () => {
  if (!dialog.open) return;
  const at = buttons().indexOf(document.activeElement);
  const items = waitingList().reverse();
  room.innerHTML = items.map(row).join('');
  document.getElementById('outbox-empty').hidden = items.length > 0;
  // Who stood in the list goes on standing in it.
  if (at >= 0) (buttons()[Math.min(at, items.length - 1)] ?? dialog.querySelector('[value=ok]')).focus();
};

const withdrawAt = (element) => {
  const key = element.closest('[data-key]')?.dataset.key;
  const item = waitingList().find((one) => one.key === key);
  if (item) withdrawWaiting(item);
};

const press = (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) buttons()[Math.max(0, Math.min(buttons().length - 1, buttons().indexOf(document.activeElement) + by))]?.focus();
  else if (event.key === 'Delete' || event.key === 'Backspace') withdrawAt(event.target);
  else return;
  event.preventDefault();
};

export const prepareOutbox = () => {
  room.addEventListener('click', (event) => event.target.closest('[data-withdraw]') && withdrawAt(event.target));
  dialog.addEventListener('keydown', press);
  dialog.querySelector('[data-try]').addEventListener('click', tryNow);
  onQueue(draw);
};

export const showOutbox = () => {
  const closed = ask('outbox-dialog');
  draw();
  (buttons()[0] ?? dialog.querySelector('[value=ok]')).focus();
  return closed;
};
