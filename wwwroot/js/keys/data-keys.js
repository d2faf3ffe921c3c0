// Keys of a page that Blazor draws: an element says which are its own (data-key="arrowdown j"); a field takes the focus, all else is clicked.
import { meanings } from './press.js';

const isField = (element) => element.matches('input, textarea, select');

const owner = (key) => [...document.querySelectorAll('[data-key]')].find((element) => element.dataset.key.split(' ').includes(key) && element.getClientRects().length);

const pressed = (event) => {
  if (event.defaultPrevented || event.target.closest('input:not([type=checkbox],[type=radio]), select, textarea, [contenteditable], [role=dialog], [role=slider], summary')) return;
  for (const key of meanings(event)) {
    const element = owner(key);
    if (!element) continue;
    event.preventDefault();
    const field = isField(element) ? element : element.querySelector('input, textarea, select');
    if (field) field.focus();
    else element.click();
    return;
  }
};

export const watchDataKeys = () => document.addEventListener('keydown', pressed);
