// The filter: chips, dialog, order, search, the export link and the way back from the past. All of it ends in the address.
import { linkedCase, page, on, select, set, setFilters } from './page.js';
import { get } from './api.js';
import { filterQuery, FILTERS } from './url-state.js';
import { html, utc } from './figures.js';
import { lookUp } from './cases.js';
import { sums } from './sums.js';
import { ask } from './dialogs/dialog.js';
import { fit } from './map/map.js';
import { boxOf } from './map/geometry.js';
import { toForm, toIso, whyNotFilter } from './filter-form.js';
import { bad, toast } from './toasts.js';

const form = document.getElementById('filter-form');
const TIMES = new Set(['from', 'to', 'asof']);

const FIELDS = [...FILTERS, 'asof'];

/** What stands in a field of the form for what is in force. */
const inForm = (name) => (name === 'asof' ? toForm(page.asof) : TIMES.has(name) ? toForm(page.filters[name]) : page.filters[name] ?? '');

/** What a field says; what nobody touched stays as it is, to the last digit. */
const fromForm = (name) => {
  const value = form.elements[name].value.trim();
  if (value === inForm(name)) return (name === 'asof' ? page.asof : page.filters[name]) ?? '';
  return TIMES.has(name) ? toIso(value) : value;
};

export const editFilter = () => {
  for (const name of FIELDS) form.elements[name].value = inForm(name);
  return ask('filter-dialog', {
    accept: () => {
      const values = Object.fromEntries(FIELDS.map((name) => [name, fromForm(name)]).filter(([, value]) => value));
      const unread = [...form.elements].find((field) => field.validity?.badInput)?.closest('.field')?.textContent.trim();
      const sentence = unread ? `“${unread}” is not complete.` : whyNotFilter(values);
      if (sentence) return sentence;
      const { asof = '', ...filters } = values;
      setFilters(filters, asof);
      return true;
    },
  });
};

const clear = (name) => {
  if (name === 'all') setFilters({});
  else setFilters(Object.fromEntries(Object.entries(page.filters).filter(([other]) => other !== name)));
};

/** To a case, as it is now or was then; a number that is no case may be that of a version. */
const goTo = async (number, text) => {
  try {
    const feature = await lookUp(number);
    if (feature) {
      select([feature.properties.id]);
      fit(boxOf(feature.geometry));
    } else if (/^\d{6,8}$/.test(text)) goToScene(text);
    else bad(`There is no case and no version ${number}.`);
  } catch (failure) {
    bad(failure.message);
  }
};

/** A link to a case: <code>/?case=447</code>. */
const openLinked = () => {
  if (/^\d{1,15}$/.test(linkedCase) && !page.selection.length) goTo(+linkedCase, linkedCase);
};

/** Filters by a scene and goes to where its slicks are. */
const goToScene = async (scene) => {
  setFilters({ ...page.filters, scene });
  const summary = await sums();
  if (summary?.bbox) fit(summary.bbox, { maxZoom: 11 });
};

const search = (event) => {
  event.preventDefault();
  const input = event.target.elements.text;
  const text = input.value.trim();
  const number = text.replace(/[\s\u2009]/g, '');
  // Eight or six digits may be a day or an hour in the name of a scene.
  if (/^\d{1,15}$/.test(number)) goTo(+number, text);
  else if (text) goToScene(text);
  input.value = '';
  input.blur();
};

const showPast = () => {
  const banner = document.getElementById('asof-banner');
  banner.hidden = !page.asof;
  document.body.classList.toggle('past', !!page.asof);
  banner.innerHTML = page.asof ? `<svg class="icon" aria-hidden="true"><use href="#i-clock"/></svg><span>As it stood on <b>${html(utc(page.asof))}</b>, to look at only</span><button type="button" class="button small" data-testid="back-to-now">Back to now</button>` : '';
  banner.querySelector('button')?.addEventListener('click', () => setFilters(page.filters, ''));
};

const showOrder = () => {
  document.getElementById('order').value = page.order;
  const direction = document.getElementById('direction');
  direction.setAttribute('aria-pressed', String(!page.ascending));
  direction.title = page.ascending ? 'Smallest or oldest first' : 'Largest or newest first';
  direction.setAttribute('aria-label', direction.title);
  const which = page.filters.state ? '' : 'validated=true&';
  document.getElementById('export').href = `/api/export?format=geojson&${which}${filterQuery(page)}`;
};

/** As they are now: asked for when somebody is about to type one. */
const listScenes = async () => {
  const scenes = await get('/api/scenes').catch(() => []);
  document.getElementById('scene-names').innerHTML = scenes.slice(0, 500).map(({ name }) => `<option value="${html(name)}"></option>`).join('');
};

export const copyLink = async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    toast('The link to this view is on the clipboard.');
  } catch {
    toast('The browser did not allow copying. The address bar holds the link to this view.', { kind: 'note' });
  }
};

export const watchFilters = () => {
  document.addEventListener('click', (event) => {
    const chip = event.target.closest('[data-clear]');
    if (chip) clear(chip.dataset.clear);
    const linked = event.target.closest('[data-case]');
    if (linked && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      goTo(+linked.dataset.case, linked.dataset.case);
    }
    const filter = event.target.closest('[data-filter]');
    if (filter) setFilters({ ...page.filters, [filter.dataset.filter]: filter.dataset.value });
  });
  document.getElementById('filter-clear').addEventListener('click', () => {
    for (const name of FIELDS) form.elements[name].value = '';
  });
  document.getElementById('search').addEventListener('submit', search);
  document.getElementById('search-text').addEventListener('keydown', (event) => event.key === 'Escape' && event.target.blur());
  document.getElementById('order').addEventListener('change', (event) => set({ order: event.target.value }));
  document.getElementById('direction').addEventListener('click', () => set({ ascending: !page.ascending }));
  on('filters', showPast);
  on('filters', showOrder);
  showPast();
  showOrder();
  openLinked();
  document.addEventListener('focusin', ({ target }) => target.list?.id === 'scene-names' && listScenes());
};
