// The panel of the selection: its head, and the form of class, confidence and notes. It needs no circuit.
import { facts, page, on, classTitle, AMBIGUOUS } from './page.js';
import { isMissing, onSelected, selectedFeatures } from './slicks.js';
import { drawn } from './map/slick-tiles.js';
import { decide, drafts, startClock } from './decisions.js';
import { ago, area, html, id, ids, utc } from './figures.js';
import { cases } from './cases.js';
import { did } from './words.js';

const form = document.getElementById('decision');
const head = document.getElementById('panel-head');
const problem = document.getElementById('decision-problem');
const notice = document.getElementById('panel-notice');
const notes = form.elements.notes;
const USUAL_CONFIDENCE = 0.7;

const badge = (state) => `<span class="state" data-state="${html(state)}" data-testid="state">${html(state)}</span>`;

/** The case, large: it stays; the version, small: every decision makes another one. */
const name = (one, props) => (props?.case
  ? `<h2>Case <span class="figure" data-testid="case">${id(props.case)}</span></h2><span class="version figure muted" data-testid="slick-id" title="The version that decisions name; each makes another one">v${'\u202f'}${id(one)}</span>`
  : `<h2>Version <span class="figure" data-testid="slick-id">${id(one)}</span></h2>`);

const origin = ({ parentCases }) => (parentCases?.length
  ? ` · from ${parentCases.length === 1 ? 'case' : 'cases'} ${parentCases.slice(0, 4).map((one) => `<a class="link" href="/?case=${one}" data-case="${one}">${id(one)}</a>`).join(', ')}${parentCases.length > 4 ? ' …' : ''}`
  : '');

const headOfOne = (one, props) => `
  <div class="panel-title"><i class="dot big" style="--c:var(--class-${props.class})"></i>${name(one, props)}${badge(props.state)}<span class="grow"></span>
    <button type="button" class="icon-button small" data-do="zoom" aria-keyshortcuts="Z" title="Zoom to it (Z)" aria-label="Zoom to it"><svg class="icon" aria-hidden="true"><use href="#i-zoom"/></svg></button>
    <button type="button" class="icon-button small" data-do="copy-link" title="Copy a link to this view" aria-label="Copy a link to this view"><svg class="icon" aria-hidden="true"><use href="#i-link"/></svg></button>
    <button type="button" class="icon-button small drawer-close" data-do="clear" title="Close" aria-label="Close the panel"><svg class="icon" aria-hidden="true"><use href="#i-close"/></svg></button></div>
  <p class="muted" data-testid="slick-class">${html(classTitle(props.class))}${props.areaM2 === undefined ? '' : ` · ${area(props.areaM2)}`}${props.createdAt ? ` · version <time datetime="${props.createdAt}" title="${utc(props.createdAt)}" data-ago>${ago(props.createdAt)}</time>` : ''}${origin(props)}</p>`;

const headOfSeveral = (features) => {
  const total = features.reduce((sum, feature) => sum + feature.properties.areaM2, 0);
  return `<div class="panel-title"><h2><span class="figure">${id(page.selection.length)}</span> slicks selected</h2><span class="grow"></span>
    <button type="button" class="icon-button small" data-do="zoom" title="Zoom to them (Z)" aria-label="Zoom to them"><svg class="icon" aria-hidden="true"><use href="#i-zoom"/></svg></button>
    <button type="button" class="icon-button small" data-do="clear" title="Clear the selection (Esc)" aria-label="Clear the selection"><svg class="icon" aria-hidden="true"><use href="#i-close"/></svg></button></div>
    <p class="muted">${page.selection.length > 1 ? 'Cases ' : ''}${cases(page.selection, 4)}${features.length === page.selection.length ? ` · together ${area(total)}` : ''}</p>`;
};

/** "version 514" of the same case, or the cases that came of it. */
const successor = ({ properties }, next) => {
  const of = properties.supersededByCases ?? [];
  return of.length && !(of.length === 1 && of[0] === properties.case) ? `${of.length === 1 ? 'case' : 'cases'} ${ids(of)}` : `version ${ids(next)}`;
};

const superseded = (feature) => {
  const { supersededBy, supersededByDecision: by } = feature.properties;
  if (feature.properties.active) return null;
  const next = Array.isArray(supersededBy) ? supersededBy : supersededBy?.slicks ?? [];
  const who = by ?? (Array.isArray(supersededBy) ? null : supersededBy);
  const link = next.length ? `<a class="link strong" href="/?sel=${next.join(',')}" data-select="${next.join(',')}" data-testid="go-to-successor">Go to ${successor(feature, next)}</a>` : 'Nothing took its place.';
  return `${who ? `${who.reviewer === facts.user ? 'You' : html(who.reviewer)} ${html(did(who.kind))} this slick, ${html(ago(who.at))}.` : 'This version was replaced.'} ${link}`;
};

const say = (sentence) => {
  problem.hidden = !sentence;
  problem.textContent = sentence ?? '';
  for (const beside of form.querySelectorAll('[data-problem]')) beside.hidden = true;
};

/** Puts the server's sentences beside what they are about. */
const sayAll = ({ sentence, errors = {} }) => {
  say(sentence);
  for (const [field, sentences] of Object.entries(errors)) {
    const beside = form.querySelector(`[data-problem="${field}"]`);
    if (!beside) continue;
    beside.hidden = false;
    beside.textContent = sentences.join(' ');
    problem.hidden = Object.keys(errors).length === 1;
  }
};

let shownFor = '';
let filled = false;

/** Nothing of the slick that was selected before stands below the name of this one, also when the server is away. */
const blankForm = (props) => {
  setClass(props?.class);
  notes.dataset.saved = '';
  notes.value = drafts.of(page.selection) ?? '';
  setConfidence(null);
  keepNotes(false);
  markForm();
};

/** What is not known cannot be replaced unseen. */
const keepNotes = (known) => {
  notes.readOnly = !known;
  notes.placeholder = known ? 'What you saw, why you decided so' : 'Its note is not here yet';
};

/** A group of radio buttons that is given a value which none of them has keeps the old one. */
const setClass = (wanted) => {
  for (const radio of form.elements.class) radio.checked = radio.defaultChecked = radio.value === String(wanted);
};

/** What was typed for a version that somebody replaced goes to its successor. */
const moveDraft = ({ properties: { active, id, parents } }) => {
  if (active && !page.asof && parents?.some((parent) => drafts.of([parent]))) drafts.follow(parents, [id]);
};

const fillForm = (features) => {
  const first = features[0]?.properties;
  const same = features.every((feature) => feature.properties.class === first.class);
  setClass(same ? first?.class : undefined);
  features.forEach(moveDraft);
  const saved = features.length === 1 ? first.notes ?? '' : '';
  notes.dataset.saved = saved;
  notes.value = drafts.of(page.selection) ?? saved;
  setConfidence(features.length === 1 ? first.humanConfidence : null);
  keepNotes(true);
  markForm();
};

/** How sure somebody was of one slick says nothing of the next one. */
const setConfidence = (known) => {
  form.elements.confidence.value = known ?? USUAL_CONFIDENCE;
  for (const radio of form.elements.sure) radio.checked = +radio.value === confidence();
};

const markForm = () => {
  document.getElementById('notes-hint').hidden = notes.value === (notes.dataset.saved ?? '');
  const changed = chosenClass() !== null && selectedFeatures().some((feature) => feature.properties.class !== chosenClass());
  form.querySelector('[data-do=validate]').firstChild.data = changed && chosenClass() ? `Validate as ${classTitle(chosenClass())}` : 'Validate';
  form.querySelector('.actions').classList.toggle('long', changed);
  form.querySelector('[data-do=reclassify]').classList.toggle('primary', changed);
};

const show = (features, failures = []) => {
  const any = page.selection.length > 0;
  document.getElementById('panel-empty').hidden = any;
  document.getElementById('panel').classList.toggle('open', any);
  form.hidden = !any;
  if (!any) {
    shownFor = '';
    return;
  }
  form.classList.toggle('missing', page.selection.some(isMissing));
  const known = features ?? selectedFeatures();
  const one = page.selection.length === 1 ? page.selection[0] : null;
  const props = one && (known[0]?.properties ?? drawn(one));
  head.innerHTML = one ? (props ? headOfOne(one, props) : `<div class="panel-title">${name(one, null)}</div><p class="skeleton-line"></p>`) : headOfSeveral(known);
  const old = one && known[0] ? superseded(known[0]) : null;
  notice.hidden = !old;
  notice.innerHTML = old ?? '';
  const wanted = page.selection.join();
  if (shownFor !== wanted) {
    [shownFor, filled] = [wanted, false];
    say(null);
    blankForm(props);
  }
  if (features && known.length === page.selection.length && !filled) {
    filled = true;
    fillForm(features);
    startClock();
  }
  if (failures.length) say(failures[0].message);
};

/** The class chosen in the tree, or null. */
export const chosenClass = () => +form.elements.class.value || null;

/** How sure the panel says that somebody is, or null. */
export const confidence = () => (form.elements.confidence.value === '' ? null : +form.elements.confidence.value);

/** How sure: 1 guess, 2 likely, 3 sure. */
export const setSure = (at) => {
  const radio = form.elements.sure[at - 1];
  radio.checked = true;
  form.elements.confidence.value = radio.value;
};

const give = async (body) => {
  say(null);
  form.classList.add('busy');
  const outcome = await decide({ ...body, slicks: [...page.selection] });
  form.classList.remove('busy');
  if (outcome.sentence && !outcome.done && !outcome.conflict && !outcome.sending) sayAll(outcome);
  return outcome;
};

const isSure = () => {
  if (confidence() !== null) return true;
  sayAll({ sentence: 'Say how sure you are.', errors: { humanConfidence: ['Choose guess, likely or sure, or write a number from 0 to 1.'] } });
  return false;
};

/** Class and validation in one decision. */
export const validateAs = (classId) => (isSure() ? give({ kind: 'validate', humanConfidence: confidence(), class: classId }) : null);

export const validate = () => {
  if (!isSure()) return null;
  const classId = chosenClass();
  const differs = classId && selectedFeatures().some((feature) => feature.properties.class !== classId);
  return give({ kind: 'validate', humanConfidence: confidence(), ...(differs ? { class: classId } : {}) });
};

export const unsure = () => give({ kind: 'reclassify', class: AMBIGUOUS });

export const reclassifyAsChosen = () => give({ kind: 'reclassify', class: chosenClass() });

/** True when the tree shows another class than the slick has. */
export const classWasChosen = () => chosenClass() !== null && selectedFeatures().some((feature) => feature.properties.class !== chosenClass());

/** N goes to the note; from there, and by the button, it is saved. */
export const annotate = async () => {
  if (notes.value === (notes.dataset.saved ?? '')) {
    notes.focus();
    return;
  }
  const outcome = await give({ kind: 'annotate', notes: notes.value });
  // Meanwhile more may have been written: that is with the new version now.
  if (outcome.done && (outcome.waiting || !drafts.of(page.selection))) notes.blur();
};

/** Facts of another slick must not stand below the name of this one, when the circuit is slow or gone. */
const watchFacts = () => {
  const room = document.getElementById('facts');
  const check = () => {
    const wanted = page.selection.join();
    const stands = room.querySelector('[data-for]')?.dataset.for ?? '';
    room.classList.toggle('stale', wanted !== stands);
  };
  new MutationObserver(check).observe(room, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-for'] });
  on('selection', check);
  check();
};

export const watchPanel = () => {
  watchFacts();
  onSelected(show);
  on('waiting', () => show(null));
  form.addEventListener('change', (event) => {
    if (event.target.name === 'sure') setSure(1 + [...form.elements.sure].indexOf(event.target));
    if (event.target.name === 'confidence') {
      for (const radio of form.elements.sure) radio.checked = +radio.value === confidence();
    }
    markForm();
  });
  notes.addEventListener('input', () => {
    drafts.keep([...page.selection], notes.value === (notes.dataset.saved ?? '') ? null : notes.value);
    markForm();
  });
  notes.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) annotate();
    if (event.key === 'Escape') notes.blur();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  setConfidence(null);
  setInterval(() => {
    for (const time of document.querySelectorAll('time[data-ago]')) {
      const text = ago(time.dateTime);
      if (time.firstChild && time.firstChild.data !== text) time.firstChild.data = text;
    }
  }, 30_000);
};
