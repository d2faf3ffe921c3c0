// Short messages at the corner of the map. One with an action stays while the pointer or the focus is on it.
import { html } from './figures.js';

const STAYS_MS = 9000;
const MOST = 2;
const room = document.getElementById('toasts');

/** @param options.stays Infinity keeps it until somebody closes it; then `closed` is called */
export const toast = (text, { kind = 'ok', action = null, stays = STAYS_MS, about = null, closed = () => {} } = {}) => {
  const item = document.createElement('div');
  item.className = `toast card ${kind}`;
  item.dataset.testid = 'toast';
  if (about) item.dataset.about = about;
  const icon = kind === 'ok' ? 'check' : kind === 'waiting' ? 'clock' : 'alert';
  item.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#i-${icon}"/></svg><span>${html(text)}</span>`;
  let timer;
  const close = () => {
    clearTimeout(timer);
    item.remove();
    closed();
  };
  if (action) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'link strong';
    button.dataset.testid = action.testid ?? 'toast-action';
    button.innerHTML = `${html(action.title)}${action.key ? `<kbd>${html(action.key)}</kbd>` : ''}`;
    button.onclick = () => {
      close();
      action.run();
    };
    item.append(button);
  }
  const dismiss = document.createElement('button');
  dismiss.type = 'button';
  dismiss.className = 'icon-button small';
  dismiss.setAttribute('aria-label', 'Dismiss');
  dismiss.innerHTML = '<svg class="icon" aria-hidden="true"><use href="#i-close"/></svg>';
  dismiss.onclick = close;
  item.append(dismiss);
  const start = () => (timer = Number.isFinite(stays) ? setTimeout(close, stays) : 0);
  item.onpointerenter = item.onfocusin = () => clearTimeout(timer);
  item.onpointerleave = item.onfocusout = start;
  // The key is only for the newest.
  for (const older of room.querySelectorAll('.link kbd')) older.remove();
  room.append(item);
  item.classList.toggle('passing', Number.isFinite(stays));
  const passing = room.getElementsByClassName('passing');
  while (passing.length > MOST) passing[0].remove();
  start();
  return close;
};

/** Takes away what was said about something that is not so any more. */
export const unsay = (about) => {
  for (const item of room.querySelectorAll(`[data-about="${about}"]`)) item.remove();
};

export const bad = (text, options) => toast(text, { kind: 'bad', stays: 15_000, ...options });
