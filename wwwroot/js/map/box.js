// Shift and drag takes every slick inside a box: to reject thirty look-alikes of one scene in one decision.
import { page, select } from '../page.js';
import { toast } from '../toasts.js';
import { count } from '../figures.js';
import { drawnInside } from './slick-tiles.js';
import { map } from './map.js';

/* global L */
const SMALLEST_PX = 5;
const MOST = 500;

let from = null;
let frame = null;

const move = (event) => {
  const to = map.mouseEventToContainerPoint(event);
  if (!frame && from.distanceTo(to) < SMALLEST_PX) return;
  frame ??= map.getContainer().appendChild(Object.assign(document.createElement('div'), { className: 'box' }));
  const bounds = L.bounds(from, to);
  Object.assign(frame.style, { left: `${bounds.min.x}px`, top: `${bounds.min.y}px`, width: `${bounds.getSize().x}px`, height: `${bounds.getSize().y}px` });
};

const end = (event) => {
  removeEventListener('pointermove', move);
  removeEventListener('pointerup', end);
  map.dragging.enable();
  if (!frame) return;
  frame.remove();
  frame = null;
  // The click that ends the drag is not a click on what lies there.
  map.getContainer().addEventListener('click', (click) => click.stopPropagation(), { capture: true, once: true });
  const to = map.mouseEventToContainerPoint(event);
  const found = drawnInside(L.latLngBounds(map.containerPointToLatLng(from), map.containerPointToLatLng(to)));
  const all = [...new Set([...page.selection, ...found])];
  if (all.length > MOST) toast(`At most ${count(MOST, 'slick')} can be selected; come closer or filter.`, { kind: 'note' });
  select(all.slice(0, MOST));
};

export const watchBox = () => {
  map.getContainer().addEventListener('pointerdown', (event) => {
    if (!event.shiftKey || event.button !== 0 || page.tool || page.hidden) return;
    from = map.mouseEventToContainerPoint(event);
    map.dragging.disable();
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
  });
};
