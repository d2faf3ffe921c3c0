// The page of the scenes: a table of them, and for the chosen one its image, its facts and its runs. What happens is told by the server.
import { Unreachable, get } from '../api.js';
import { ago, html, id, utc } from '../figures.js';
import { guardComposition } from '../keys/composing.js';
import { meanings } from '../keys/press.js';
import { hearNews, listenAgain } from '../news.js';
import { sceneParts } from '../imagery/scene-name.js';
import { watchMenu } from '../menu.js';
import { watchTheme } from '../theme.js';
import { SHOWN, isActive, lastRuns, outcome, reviewLink } from './outcome.js';
import { chosen, choose, showChosen, watchPanel } from './panel.js';

// Nobody tells when a process has fallen silent, or that an hour has passed.
const AT_REST_MS = 60_000;
const AT_WORK_MS = 5000;
const GATHER_MS = 300;
const TYPED_MS = 200;
const MOST_SCENES = 500;
const at = (name) => document.getElementById(name);
const body = at('rows');

let scenes = null;
let runs = [];
let last = new Map();
let timer = 0;
let written = '';
let first = true;

const query = () => new URLSearchParams(location.search);
let shown = query().get('show') in SHOWN ? query().get('show') : 'all';
let text = query().get('q') ?? '';

const writeAddress = () => {
  const values = new URLSearchParams();
  if (text) values.set('q', text);
  if (shown !== 'all') values.set('show', shown);
  if (chosen()) values.set('scene', chosen());
  const address = `/scenes${values.size ? `?${values}` : ''}`;
  if (address !== location.pathname + location.search) history.replaceState(null, '', address);
};

const nameCell = (scene) => {
  const parts = sceneParts(scene.name);
  const title = parts ? `${parts.mission} ${parts.beam} ${parts.product}` : scene.name;
  return `<button type="button" class="scene-link" data-scene="${scene.id}" data-testid="scene-${scene.id}" aria-pressed="${scene.id === chosen()}" title="${html(scene.name)}">${html(title)}</button>
    <small class="figure" title="${html(scene.name)}">${parts ? `orbit ${parts.orbit} · ${html(scene.name.slice(-4))}` : `scene ${id(scene.id)}`}${scene.simulated ? '<span class="tag">simulated</span>' : ''}</small>`;
};

const fetchCell = ({ state, bytes, totalBytes }) => {
  if (state === 'failed') return '<span class="mark" data-state="failed">not fetched</span>';
  const share = totalBytes ? `<small class="figure">${Math.floor((100 * bytes) / totalBytes)} % of ${Math.ceil(totalBytes / 1e6)} MB</small>` : '';
  return `<span class="mark" data-state="preparing">fetching</span>${share}`;
};

const imageCell = ({ imagery, fetch: asked }) => {
  if (asked) return fetchCell(asked);
  if (!imagery) return '<span class="muted">no image</span>';
  const state = `<span class="mark" data-state="${imagery.state}">${imagery.state}</span>`;
  return `${state}<small class="figure">${html(imagery.bands.join(' + '))} · ${Math.round(imagery.pixelSizeM)} m${imagery.missing.length ? ` · no ${html(imagery.missing.join(', '))}` : ''}</small>`;
};

const runCell = (run) => {
  if (!run) return '<span class="muted">none</span>';
  const bar = run.status === 'running' ? `<progress max="1" value="${run.share ?? 0}" aria-label="Progress of run ${run.id}"></progress>` : '';
  return `<span class="mark" data-state="${run.status}">${run.status}</span>${bar}<small>${html(run.status === 'running' ? outcome(run) : `${run.model} · ${ago(run.finishedAt ?? run.queuedAt)}`)}</small>`;
};

const row = (scene) => `<tr data-scene="${scene.id}"${scene.id === chosen() ? ' class="chosen"' : ''}>
    <td>${nameCell(scene)}</td>
    <td><time datetime="${scene.acquired}" title="${html(utc(scene.acquired))}">${html(utc(scene.acquired).replace(/ \d\d:\d\d:\d\d UTC$/, ''))}</time><small class="figure">${html(scene.acquired.slice(11, 16))} UTC</small></td>
    <td>${imageCell(scene)}</td>
    <td class="amount">${id(scene.slicks)}</td>
    <td>${runCell(last.get(scene.id))}</td>
    <td><a class="button small" href="${html(reviewLink(scene))}" data-testid="review-${scene.id}">Review<span class="for-screen-readers"> ${html(scene.name)}</span></a></td>
  </tr>`;

const empty = () => {
  if (text) return '<h2>No scene has this in its name</h2><button type="button" class="button" data-clear>Clear the search</button>';
  if (shown !== 'all') return '<h2>No scene is in this state</h2><button type="button" class="button" data-clear>Show all scenes</button>';
  return '<h2>No scenes yet</h2><p>Register a radar image; it is prepared in the background and appears here by itself:</p><pre><code>./review scene add FILE\n./review scene add FILE.png --bounds west,south,east,north</code></pre><p class="muted">GeoTIFF, Sentinel-1 GRD (.SAFE folder or zip) or PNG. The file is never changed.</p>';
};

const draw = () => {
  if (!scenes) return;
  const kept = scenes.filter((scene) => SHOWN[shown](scene, last.get(scene.id)));
  at('scene-count').textContent = id(kept.length) + (scenes.length === MOST_SCENES ? '+' : '');
  for (const button of at('scene-filter').children) button.setAttribute('aria-pressed', String(button.dataset.show === shown));
  at('no-scenes').hidden = kept.length > 0;
  at('scene-table').hidden = kept.length === 0;
  if (!kept.length) at('no-scenes').innerHTML = empty();
  const next = kept.map(row).join('');
  if (next !== written) {
    // Rows are written anew only when one has changed, and the focus stays where it was.
    const focused = document.activeElement?.closest('#rows [data-testid]')?.dataset.testid;
    body.innerHTML = written = next;
    if (focused) body.querySelector(`[data-testid="${focused}"]`)?.focus({ preventScroll: true });
  }
  const scene = scenes.find((one) => one.id === chosen());
  showChosen(scene ?? null, runs.filter((run) => run.scene === chosen()), chosen());
  writeAddress();
  if (first && chosen()) body.querySelector('.chosen')?.scrollIntoView({ block: 'nearest' });
  first = false;
};

const say = (failure) => {
  const room = at('scenes-problem');
  room.hidden = !failure;
  if (failure) room.textContent = failure instanceof Unreachable ? 'The server does not answer. What you see is what it said last; it is asked again.' : failure.message;
};

let asked = 0;

/** Reads scenes and runs again, and plans the next time, in case no news of it comes: sooner while something is at work. */
const renew = async () => {
  clearTimeout(timer);
  const mine = ++asked;
  try {
    const [nextScenes, nextRuns] = await Promise.all([get(`/api/scenes?limit=${MOST_SCENES}${text ? `&name=${encodeURIComponent(text)}` : ''}`), get('/api/runs?limit=500')]);
    if (mine !== asked) return;
    [scenes, runs] = [nextScenes, nextRuns];
    last = lastRuns(runs);
    say(null);
    draw();
    listenAgain();
  } catch (failure) {
    if (mine === asked) say(failure);
  }
  if (mine !== asked || document.hidden) return;
  const busy = runs.some(isActive) || scenes?.some((scene) => scene.imagery?.state === 'preparing' || scene.fetch?.state === 'fetching');
  timer = setTimeout(renew, busy ? AT_WORK_MS : AT_REST_MS);
};

let gathering = 0;

const renewSoon = () => {
  if (document.hidden) return;
  gathering ||= setTimeout(() => {
    gathering = 0;
    renew();
  }, GATHER_MS);
};

/** How far a run is stands in the notice; for everything else the rows are read again. */
const hearRun = ({ run, status, stage, share }) => {
  const known = runs.find((one) => one.id === run);
  if (status !== 'running' || known?.status !== status || (known.stage === stage && known.share === share)) {
    renewSoon();
    return;
  }
  Object.assign(known, { stage, share, stalled: false });
  draw();
};

const pick = (scene) => {
  choose(scene);
  draw();
};

const step = (by) => {
  const links = [...body.querySelectorAll('.scene-link')];
  const now = links.findIndex((link) => +link.dataset.scene === chosen());
  const next = links[Math.max(0, Math.min(links.length - 1, now < 0 ? 0 : now + by))];
  if (!next) return;
  pick(+next.dataset.scene);
  const drawn = body.querySelector(`[data-scene="${chosen()}"] .scene-link`);
  drawn?.focus({ preventScroll: true });
  drawn?.closest('tr').scrollIntoView({ block: 'nearest' });
};

const clear = () => {
  [text, shown] = ['', 'all'];
  at('scene-search').value = '';
  renew();
};

const KEYS = { arrowdown: () => step(1), j: () => step(1), arrowup: () => step(-1), k: () => step(-1), '/': () => at('scene-search').focus(), escape: () => pick(null) };

const watchTable = () => {
  let typing = 0;
  at('scene-search').value = text;
  at('scene-search').addEventListener('input', (event) => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      text = event.target.value.trim();
      renew();
    }, TYPED_MS);
  });
  at('scene-filter').addEventListener('click', (event) => {
    shown = event.target.closest('[data-show]')?.dataset.show ?? shown;
    draw();
  });
  at('no-scenes').addEventListener('click', (event) => event.target.closest('[data-clear]') && clear());
  body.addEventListener('click', (event) => {
    const found = event.target.closest('tr[data-scene]');
    if (found && !event.target.closest('a')) pick(+found.dataset.scene);
  });
  document.addEventListener('keydown', (event) => {
    if (event.target.closest('input, select, textarea, dialog, summary')) return;
    const [act] = meanings(event).map((key) => KEYS[key]).filter(Boolean);
    if (!act) return;
    event.preventDefault();
    act();
  });
  at('scene-search').addEventListener('keydown', (event) => event.key === 'Escape' && event.target.blur());
  document.addEventListener('visibilitychange', () => !document.hidden && renew());
};

guardComposition();
watchTheme();
watchMenu();
choose(+(query().get('scene') ?? 0) || null);
watchTable();
watchPanel({ changed: renew });
const ready = renew();
hearNews({ slicks: renewSoon, run: hearRun, scene: renewSoon, missed: renewSoon, refused: renewSoon });
globalThis.sceneReview = { ready, renew };
