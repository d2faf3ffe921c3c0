// The chosen scene: its image, what is known of it, and its runs with what can be done about them.
import { Refusal, get, post } from '../api.js';
import { ago, html, id, utc } from '../figures.js';
import { figure, UNITS } from '../imagery/look.js';
import { sceneParts } from '../imagery/scene-name.js';
import { newKey } from '../key.js';
import { toast, bad } from '../toasts.js';
import { isActive, outcome, reviewLink, whyNotRun } from './outcome.js';

const facts = JSON.parse(document.getElementById('page-facts').textContent);
const panel = document.getElementById('scene-panel');
const open = new Set();
const details = new Map();

let scene = null;
let chosenId = null;
let written = {};
let onChange = () => {};

export const chosen = () => chosenId;

export const choose = (next) => {
  if (chosenId === next) return;
  chosenId = next;
  open.clear();
};

const fact = (name, value) => `<dt>${name}</dt><dd>${value}</dd>`;

const about = (one) => {
  const { imagery } = one;
  const parts = sceneParts(one.name);
  const rows = [fact('Acquired', html(utc(one.acquired)))];
  if (parts) rows.push(fact('Product', html(`${parts.beam} ${parts.product}, ${parts.polarisation}`)), fact('Absolute orbit', id(parts.orbit)));
  if (imagery) {
    rows.push(fact('Image', `${id(imagery.width)} × ${id(imagery.height)} px`), fact('Pixel', `${figure(imagery.pixelSizeM, false)} m`), fact('Bands', `${html(imagery.bands.join(', '))} · ${UNITS[imagery.unit]}${imagery.unitIsGuess ? ' (guessed)' : ''}`));
    if (imagery.missing.length) rows.push(fact('Missing', html(imagery.missing.join(', '))));
  }
  rows.push(fact('Slicks', id(one.slicks)));
  return rows.join('');
};

const fetched = ({ fetch: asked }) => {
  if (!asked) return '';
  if (asked.state === 'failed') return `<p class="notice bad" role="alert">${html(asked.message)}</p>`;
  return '<p class="notice" role="status">The image is being fetched from its store. It appears by itself.</p>';
};

const shown = (one) => {
  const { imagery, fetch: asked } = one;
  if (!imagery && asked) return '';
  if (!imagery) return '<p class="notice">This scene has slicks but no image. <code>./review scene add FILE</code> with the same name gives it one.</p>';
  if (imagery.state === 'failed') return `<p class="notice bad" role="alert">${html(imagery.message ?? 'The image cannot be used.')}</p>`;
  if (imagery.state === 'preparing') return '<p class="notice" role="status">The image is being prepared: overviews and statistics. It appears by itself.</p>';
  return `<a href="${html(reviewLink(one))}" class="preview" title="Review it on the map"><img src="/api/scenes/${one.id}/preview.png?size=512&r=${imagery.revision}" alt="The whole image, ${html(imagery.bands[0])}" width="388" height="${Math.round(Math.min(388, (388 * imagery.height) / imagery.width))}"></a>`;
};

const image = (one) => `${fetched(one)}${shown(one)}`;

const disabled = (reason) => (reason ? ` aria-disabled="true" title="${html(reason)}" aria-description="${html(reason)}"` : '');

const lookOnly = () => (facts.canDecide ? null : 'Your role lets you look, not work on runs. Ask an administrator to make you an analyst.');

const seconds = (timings) => Object.entries(timings ?? {}).map(([stage, value]) => `<tr><td>${html(stage)}</td><td class="amount">${html(figure(value, false))} s</td></tr>`).join('');

const depth = (run) => {
  const more = details.get(run.id);
  if (!more) return '<p class="skeleton-line"></p>';
  const counts = Object.entries(more.run.counts ?? {}).map(([name, value]) => `<tr><td>${html(name.replace(/([A-Z])/g, ' $1').toLowerCase())}</td><td class="amount">${id(value)}</td></tr>`).join('');
  const log = more.log.map(({ at, line }) => `<li><time datetime="${at}">${at.slice(11, 19)}</time> ${html(line)}</li>`).join('');
  const memory = more.peakMemoryBytes ? `<tr><td>most memory</td><td class="amount">${Math.round(more.peakMemoryBytes / 1e6)} MB</td></tr>` : '';
  return `${counts || memory || seconds(more.timings) ? `<table class="small-table"><caption class="for-screen-readers">Figures of run ${run.id}</caption><tbody>${counts}${seconds(more.timings)}${memory}</tbody></table>` : ''}
    <h4>Log</h4>${log ? `<ol class="log" tabindex="0" aria-label="Log of run ${run.id}">${log}</ol>` : '<p class="muted">Nothing is written yet.</p>'}
    <p class="muted">${html([more.worker ? `process ${more.worker}` : '', more.attempts > 1 ? `attempt ${more.attempts}` : '', more.revision ? `program ${more.revision.slice(0, 10)}` : ''].filter(Boolean).join(' · '))}</p>`;
};

const item = (run) => {
  const active = isActive(run);
  const bar = active ? `<progress max="1"${run.status === 'running' ? ` value="${run.share ?? 0}"` : ' value="0"'} aria-label="Progress of run ${run.id}"></progress>` : '';
  const act = run.kind !== 'detection' ? '' : active
    ? `<button type="button" class="button small" data-cancel="${run.id}" data-testid="cancel-${run.id}"${disabled(lookOnly() ?? (run.cancelAskedBy ? 'It was asked to stop already.' : null))}>Cancel<span class="for-screen-readers"> run ${run.id}</span></button>`
    : `<button type="button" class="button small" data-repeat="${run.id}" data-testid="repeat-${run.id}"${disabled(lookOnly())}><svg class="icon" aria-hidden="true"><use href="#i-repeat"/></svg>Repeat<span class="for-screen-readers"> run ${run.id}</span></button>`;
  return `<li class="run" data-run="${run.id}" data-status="${run.status}" data-testid="run-${run.id}">
    <div class="run-head"><span class="mark" data-state="${run.status}" data-testid="run-status-${run.id}">${run.status}</span><b>${html(run.model)}</b><span class="figure muted">${html(run.version ?? '')}</span><span class="grow"></span>${act}</div>
    ${bar}<p class="run-outcome${run.status === 'failed' ? ' problem' : ''}" data-testid="run-outcome-${run.id}">${html(outcome(run))}</p>
    <p class="muted">run ${id(run.id)} · ${html(run.startedBy)} · <time datetime="${run.queuedAt}" title="${html(utc(run.queuedAt))}">${html(ago(run.queuedAt))}</time>${run.forced ? ' · forced' : ''}${run.repeats ? ` · repeats ${id(run.repeats)}` : ''}
      · <button type="button" class="link" data-open="${run.id}" aria-expanded="${open.has(run.id)}" data-testid="log-${run.id}">${open.has(run.id) ? 'less' : 'log and figures'}<span class="for-screen-readers"> of run ${run.id}</span></button></p>
    ${open.has(run.id) ? `<div class="run-depth">${depth(run)}</div>` : ''}
  </li>`;
};

const starter = (one) => {
  const reason = whyNotRun(one, facts.canDecide);
  const models = facts.models.map(({ name, sentence }) => `<option value="${html(name)}" title="${html(sentence)}"${name === facts.usualModel ? ' selected' : ''}>${html(name)}</option>`).join('');
  return `<form class="run-start" id="run-start" autocomplete="off">
      <label class="inline">Model <select name="model" id="run-model" data-testid="run-model">${models}</select></label>
      <button class="button primary small" data-testid="run-start"${disabled(reason)}><svg class="icon" aria-hidden="true"><use href="#i-play"/></svg>Find slicks</button>
    </form>${reason ? `<p class="hint">${html(reason)}</p>` : ''}<div class="notice" id="run-refusal" role="alert" hidden></div>`;
};

const put = (name, text) => {
  if (written[name] === text) return;
  written[name] = text;
  const room = document.getElementById(`panel-${name}`);
  const focused = room.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
  const scrolled = [...room.querySelectorAll('.log')].map((log) => [log.closest('[data-run]').dataset.run, log.scrollTop]);
  room.innerHTML = text;
  for (const [run, top] of scrolled) {
    const log = room.querySelector(`[data-run="${run}"] .log`);
    if (log) log.scrollTop = top;
  }
  if (focused) room.querySelector(`[data-testid="${focused}"]`)?.focus({ preventScroll: true });
};

/** What a run says of itself is read when it is opened, and again while it works. */
const readDepths = async (runs) => {
  for (const run of runs.filter(({ id: one }) => open.has(one))) {
    const known = details.get(run.id);
    if (known && !isActive(known.run)) continue;
    try {
      details.set(run.id, await get(`/api/runs/${run.id}`));
    } catch {
      continue;
    }
    if (scene?.id === run.scene) put('runs', listOf(lastRuns));
  }
};

let lastRuns = [];

const listOf = (runs) => (runs.length ? runs.map(item).join('') : '<li class="muted">No model has looked at it yet.</li>');

/** Shows a scene with its runs, newest first; null for none. */
export const showChosen = (next, runs, wanted) => {
  if (scene?.id !== next?.id) written = {};
  scene = next;
  lastRuns = runs;
  document.getElementById('panel-nothing').hidden = !!next;
  document.getElementById('panel-scene').hidden = !next;
  panel.classList.toggle('open', !!next);
  document.getElementById('panel-nothing-text').textContent = wanted ? 'This scene is not among those that are listed.' : 'Choose a row to see its image and its runs.';
  if (!next) return;
  const parts = sceneParts(next.name);
  put('head', `<div class="panel-title"><h2>${html(parts ? `${parts.mission} ${parts.beam}` : next.name)}</h2><span class="grow"></span><a class="button small" href="${html(reviewLink(next))}" data-testid="panel-review">Review</a>
    <button type="button" class="icon-button small" data-close aria-label="Close" title="Close (Esc)"><svg class="icon" aria-hidden="true"><use href="#i-close"/></svg></button></div><p class="muted figure whole-name">${html(next.name)}</p>`);
  put('image', image(next));
  put('facts', about(next));
  put('start', starter(next));
  put('runs', listOf(runs));
  readDepths(runs);
};

const refuse = (refusal, force) => {
  const room = document.getElementById('run-refusal');
  room.hidden = false;
  room.innerHTML = `<p>${html(refusal.message)}</p>${refusal.type.endsWith('run-exists') && force ? '<button type="button" class="button small" data-force data-testid="run-force">Run it all the same</button>' : ''}`;
};

const send = async (address, body, done, force = true) => {
  try {
    const answer = await post(address, body, { 'Idempotency-Key': newKey() });
    toast(done(answer));
    const room = document.getElementById('run-refusal');
    if (room) room.hidden = true;
    await onChange();
  } catch (failure) {
    if (failure instanceof Refusal && failure.status !== 403) refuse(failure, force);
    else bad(failure.message);
  }
};

const start = (force) => send(`/api/scenes/${scene.id}/runs`, { model: document.getElementById('run-model').value || null, force }, ({ run }) => `Run ${run} is queued.`, !force);

const clicked = (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.getAttribute('aria-disabled') === 'true') {
    event.preventDefault();
    toast(button.title, { kind: 'note', stays: 5000 });
    return;
  }
  const { cancel, repeat, open: opened, force, close } = button.dataset;
  if (cancel) send(`/api/runs/${cancel}/cancel`, {}, ({ status }) => (status === 'cancelled' ? 'Cancelled. Nothing was changed.' : 'It was asked to stop.'));
  if (repeat) send(`/api/runs/${repeat}/repeat`, {}, ({ run }) => `Run ${run} is queued.`);
  if (force !== undefined) start(true);
  if (close !== undefined) {
    choose(null);
    onChange();
  }
  if (opened) {
    if (open.has(+opened)) open.delete(+opened);
    else open.add(+opened);
    put('runs', listOf(lastRuns));
    readDepths(lastRuns);
  }
};

export const watchPanel = ({ changed }) => {
  onChange = changed;
  panel.addEventListener('click', clicked);
  panel.addEventListener('submit', (event) => {
    event.preventDefault();
    if (event.submitter?.getAttribute('aria-disabled') !== 'true') start(false);
  });
};
