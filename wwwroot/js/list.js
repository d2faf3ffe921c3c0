// The rows beside the map are rendered by the circuit; which of them is selected or hovered, and moving through them, is done here.
import { page, on, select, set } from './page.js';
import { mayLeave } from './commands.js';
import { sums } from './sums.js';
import { id as grouped } from './figures.js';
import { fit, map } from './map/map.js';

const room = document.getElementById('list');
const rows = () => [...room.querySelectorAll('[data-slick]')];
let position = 0;

// The neighbours of the selected slick as they stood when it was chosen. A decision gives it a new version, which a list of the newest puts on top:
// who goes on wants the next one of before.
let around = null;

/** A decision put other versions in the place of those that were selected. */
export const follows = (inputs, outputs) => {
  if (around && inputs.includes(around.id)) around = { ...around, id: outputs.at(-1), followed: true };
};

const remember = (all, at) => {
  if (around?.followed && around.id === +all[at].dataset.slick) return;
  around = { id: +all[at].dataset.slick, before: all[at - 1]?.dataset.slick, after: all[at + 1]?.dataset.slick, followed: false };
};

const mark = () => {
  const chosen = new Set(page.selection.map(String));
  for (const row of rows()) {
    const selected = chosen.has(row.dataset.slick);
    if (row.getAttribute('aria-selected') !== String(selected)) row.setAttribute('aria-selected', selected);
    row.classList.toggle('hover', String(page.hover) === row.dataset.slick);
    row.classList.toggle('waits', page.waiting.has(+row.dataset.slick));
  }
};

const keepInSight = () => {
  const row = page.selection.length === 1 && document.getElementById(`row-${page.selection[0]}`);
  if (!row) return;
  const all = rows();
  position = all.indexOf(row);
  remember(all, position);
  row.scrollIntoView({ block: 'nearest' });
};

/** Brings a box into sight when it is off the map or too small to judge. */
export const lookAt = (box) => {
  const [w, s, east, n] = box;
  // A slick over the antimeridian has its west above its east.
  const e = east < w ? east + 360 : east;
  const corner = map.latLngToContainerPoint([n, w]);
  const opposite = map.latLngToContainerPoint([s, e]);
  const size = map.getSize();
  const inside = corner.x >= 0 && corner.y >= 0 && opposite.x <= size.x && opposite.y <= size.y;
  const visible = Math.max(opposite.x - corner.x, opposite.y - corner.y) >= 24;
  if (!inside || !visible) fit(box, { maxZoom: 13, animate: false });
};

const look = (row) => {
  const box = row.dataset.bbox?.split(',').map(Number);
  if (box?.length === 4) lookAt(box);
};

const ROW_PX = 60;

/** Scrolls to the row of a slick; to its place in the list, when the row is not rendered yet. */
export const bring = (id, place) => {
  const row = document.getElementById(`row-${id}`);
  if (row) row.scrollIntoView({ block: 'nearest' });
  else if (place !== null) room.scrollTop = place * ROW_PX - room.clientHeight / 2;
};

/** The next (+1) or previous (-1) row, alone or too; the place is kept when the selected slick left the list. */
export const step = (by, { too = false } = {}) => {
  const all = rows();
  if (!all.length) return;
  const index = (id) => (id ? all.findIndex((row) => row.dataset.slick === String(id)) : -1);
  const current = index(page.selection.at(-1));
  const kept = around?.followed && around.id === page.selection.at(-1) ? index(by > 0 ? around.after : around.before) : -1;
  const next = kept >= 0 ? kept : current >= 0 ? current + by : page.selection.length ? position : by > 0 ? 0 : all.length - 1;
  const row = all[Math.max(0, Math.min(all.length - 1, next))];
  const id = +row.dataset.slick;
  select(too ? [...page.selection.filter((one) => one !== id), id] : [id]);
  position = all.indexOf(row);
  row.scrollIntoView({ block: 'nearest' });
  look(row);
};

const clicked = async (event) => {
  const row = event.target.closest('.row[data-slick]');
  if (!row || !(await mayLeave())) return;
  const id = +row.dataset.slick;
  if (event.shiftKey || event.ctrlKey || event.metaKey) select(page.selection.includes(id) ? page.selection.filter((one) => one !== id) : [...page.selection, id]);
  else select([id]);
  if (page.selection.length === 1) look(row);
};

let asked = 0;

/** Sums of the filter: the count, and what an empty map says. */
const summarise = async () => {
  const mine = ++asked;
  const summary = await sums();
  if (!summary || mine !== asked) return;
  const { total } = summary;
  document.getElementById('total').textContent = grouped(total);
  const filtered = Object.keys(page.filters).length > 0;
  const empty = document.getElementById('empty-map');
  empty.hidden = total > 0;
  empty.innerHTML = filtered
    ? '<h2>Nothing matches this filter</h2><button type="button" class="button" data-clear="all">Clear the filter</button>'
    : '<h2>No slicks yet</h2><p>Load detections, or a simulated set to try the page with:</p><pre><code>./review import FILE --scene NAME\n./review simulate --slicks 500</code></pre><p class="muted">They appear here by themselves.</p>';
};

export const watchList = () => {
  // The page's base address would make the link another page.
  document.getElementById('skip').addEventListener('click', (event) => {
    event.preventDefault();
    room.focus();
  });
  room.addEventListener('click', clicked);
  room.addEventListener('pointerover', (event) => {
    const row = event.target.closest('[data-slick]');
    set({ hover: row ? +row.dataset.slick : null });
  });
  room.addEventListener('pointerleave', () => set({ hover: null }));
  new MutationObserver(mark).observe(room, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-slick'] });
  on('selection', keepInSight);
  on('selection hover waiting', mark);
  on('filters', () => (position = 0));
  on('filters revision', summarise);
  const collapse = document.getElementById('collapse');
  const apply = (collapsed) => {
    document.getElementById('workbench').classList.toggle('collapsed', collapsed);
    collapse.setAttribute('aria-expanded', String(!collapsed));
    collapse.title = collapsed ? 'Open the list' : 'Collapse the list';
    collapse.setAttribute('aria-label', collapse.title);
  };
  const narrow = matchMedia('(max-width: 1199px)');
  apply(narrow.matches);
  narrow.addEventListener('change', () => apply(narrow.matches));
  collapse.addEventListener('click', () => apply(collapse.getAttribute('aria-expanded') === 'true'));
  return summarise();
};
