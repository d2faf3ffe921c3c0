// The history panel is rendered by the circuit; its buttons and hovers act on the map and over HTTP.
import { facts, on, page, select, set } from './page.js';
import { clearPast, showDecision } from './map/history-overlay.js';
import { undo } from './undo.js';
import { toast } from './toasts.js';
import { whyNot } from './why-not.js';

const room = document.getElementById('facts');
const numbers = (text) => (text ?? '').split(',').filter(Boolean).map(Number);
let pinned = null;

const show = (item, options) => showDecision(numbers(item.dataset.inputs), numbers(item.dataset.outputs), options);

const pin = (item, button) => {
  for (const other of room.querySelectorAll('[aria-pressed=true]')) other.setAttribute('aria-pressed', 'false');
  pinned = pinned === item ? null : item;
  button.setAttribute('aria-pressed', String(pinned === item));
  if (pinned) show(item, { travel: true });
  else clearPast();
};

const restore = (decision) => {
  const not = whyNot('undo', { canDecide: facts.canDecide, asof: page.asof, selection: [], features: [], waiting: new Set() });
  if (not) toast(not, { kind: 'note' });
  else undo(decision);
};

/** A history is long: it gets the height of the panel, and the form above it is a scroll away. */
const read = () => {
  const panel = document.getElementById('panel');
  const reads = page.tab === 'history';
  panel.classList.toggle('reads', reads);
  panel.scrollTop = reads ? panel.scrollTop + room.getBoundingClientRect().top - panel.getBoundingClientRect().top : 0;
};

export const watchTimeline = () => {
  document.body.classList.toggle('looks-only', !facts.canDecide);
  room.addEventListener('click', (event) => {
    const tab = event.target.closest('[data-tab]');
    if (tab) set({ tab: tab.dataset.tab });
    const showing = event.target.closest('[data-show-decision], [data-show-version]');
    if (showing) pin(showing.closest('li'), showing);
    const restoring = event.target.closest('[data-restore]');
    if (restoring) restore(+restoring.dataset.restore);
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-select]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    select(numbers(link.dataset.select));
  });
  room.addEventListener('pointerover', (event) => {
    const node = event.target.closest('[data-hover]');
    if (node) set({ hover: +node.dataset.hover });
    const item = event.target.closest('li[data-outputs]');
    if (item && !pinned) show(item);
  });
  room.addEventListener('pointerleave', () => {
    set({ hover: null });
    if (!pinned) clearPast();
  });
  on('selection tab', () => {
    pinned = null;
    clearPast();
  });
  read();
  on('tab', read);
};
