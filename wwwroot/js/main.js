// Puts the page together. Each concern is a module of its own; this one only names them in order.
import { page, on, select, set } from './page.js';
import { quiet } from './api.js';
import { onSelected, selectedFeatures, watchSelection } from './slicks.js';
import { watchTheme } from './theme.js';
import { watchMenu } from './menu.js';
import { beforeLeaving, define, give, watchCommands } from './commands.js';
import { watchKeys } from './keys.js';
import { guardComposition } from './keys/composing.js';
import { makeMap, map, fit } from './map/map.js';
import { watchPicking } from './map/selection.js';
import { watchBox } from './map/box.js';
import { prepareDrawing } from './map/draw.js';
import { onFirstTiles, tilesLoading } from './map/slick-tiles.js';
import { commands as imageryCommands, imageryBusy, watchImagery } from './imagery/imagery.js';
import { toggleCard, watchCard } from './imagery/card.js';
import { toggleSwipe, watchSwipe } from './imagery/swipe.js';
import { toggleFootprints, watchFootprints } from './imagery/footprints.js';
import { watchTimes } from './imagery/times.js';
import { watchNotice } from './imagery/notice.js';
import { watchPixel } from './imagery/pixel.js';
import { boxOf, unionBox } from './map/geometry.js';
import { watchList, step } from './list.js';
import { annotate, chosenClass, classWasChosen, confidence, reclassifyAsChosen, setSure, unsure, validate, validateAs, watchPanel } from './panel.js';
import { watchQueue } from './queue.js';
import { copyLink, editFilter, watchFilters } from './filters.js';
import { watchTimeline } from './timeline.js';
import { watchLive } from './live.js';
import { watchPast } from './past.js';
import { link, settled, startCircuit, unlink } from './circuit.js';
import { onRefusedDrawing, watchOrphans } from './decisions.js';
import { redoLast, undoLast } from './undo.js';
import { resume } from './outbox.js';
import { watchSaved } from './saved.js';
import { fillLegend } from './legend.js';
import { prepareReject, reject } from './dialogs/reject.js';
import { prepareReclassify, reclassify } from './dialogs/reclassify.js';
import { merge } from './dialogs/merge.js';
import { showKeys } from './dialogs/keys.js';
import { prepareOutbox, showOutbox } from './dialogs/outbox.js';
import { confirm, inHand, release, stepBack, stepForward, takeBackPoint, toolKey, watchTools } from './tools/tool.js';
import { split } from './tools/split.js';
import { cut } from './tools/cut.js';
import { edit } from './tools/edit.js';
import { add } from './tools/add.js';
import { measure } from './tools/measure.js';
import { drawOn } from './tools/draw-on.js';

const zoomToSelection = () => {
  const boxes = selectedFeatures().map((feature) => boxOf(feature.geometry));
  if (boxes.length) fit(unionBox(boxes));
};

const cancel = async () => {
  if (inHand()) await release();
  else select([]);
};

const defineCommands = () => {
  define('validate', validate);
  define('reject', reject);
  define('unsure', unsure);
  define('reclassify', () => (classWasChosen() ? reclassifyAsChosen() : reclassify(chosenClass(), confidence)));
  define('annotate', annotate);
  define('undo', () => (inHand() ? stepBack() : undoLast()));
  define('redo', () => (inHand() ? stepForward() : redoLast()));
  define('outbox', showOutbox);
  define('split', () => split());
  define('edit', () => edit());
  define('cut', () => cut());
  define('merge', merge);
  define('add', () => add());
  define('measure', () => measure(inHand() === 'measure'));
  define('imagery', toggleCard);
  define('swipe', toggleSwipe);
  define('footprints', toggleFootprints);
  for (const [name, run] of Object.entries(imageryCommands)) define(name, run);
  define('select', () => release());
  define('confirm', confirm);
  define('cancel', cancel);
  define('clear', () => select([]));
  define('remove-vertex', takeBackPoint);
  define('next', () => step(1));
  define('previous', () => step(-1));
  define('next-too', () => step(1, { too: true }));
  define('previous-too', () => step(-1, { too: true }));
  define('zoom', zoomToSelection);
  define('history', () => set({ tab: page.tab === 'history' ? 'facts' : 'history' }));
  define('hide', () => set({ hidden: !page.hidden }));
  define('search', () => document.getElementById('search-text').focus());
  define('filter', editFilter);
  define('keys', showKeys);
  define('copy-link', copyLink);
  define('class-1', reject);
  for (const id of [2, 3, 4, 5, 6, 7, 8]) define(`class-${id}`, () => validateAs(id));
  define('class-9', unsure);
  for (const at of [1, 2, 3]) define(`sure-${at}`, () => setSure(at));
};

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** True while a part of the page that the circuit renders is on its way. */
const rendering = () => {
  const rows = document.getElementById('rows');
  if (!rows && !document.querySelector('.list-note')) return true;
  // For an instant the list knows how many there are, and has none yet.
  if (rows && rows.dataset.total !== '0' && !rows.querySelector('[data-slick], .skeleton')) return true;
  return !!document.querySelector('#list .skeleton, #facts [aria-busy=true], body:not(.circuit-down) #facts.stale');
};

/** For tests: resolves when tiles, requests and the interactive parts are at rest. */
const idle = async () => {
  do {
    await quiet();
    await settled();
    await pause(80);
  } while (tilesLoading() || imageryBusy() || rendering());
};

const start = async () => {
  guardComposition();
  watchTheme();
  watchMenu();
  defineCommands();
  prepareReject();
  prepareReclassify();
  prepareOutbox();
  const placed = makeMap();
  const circuit = startCircuit();
  await placed;
  watchPicking();
  watchCard();
  watchSwipe();
  watchFootprints();
  watchTimes();
  watchNotice();
  watchPixel();
  watchBox();
  watchPanel();
  watchList();
  watchQueue();
  watchFilters();
  watchTimeline();
  watchTools();
  watchCommands();
  watchKeys(toolKey);
  beforeLeaving(release);
  watchSaved();
  watchOrphans();
  onRefusedDrawing(drawOn);
  fillLegend();
  watchSelection();
  watchPast();
  onSelected((features) => features && document.body.classList.toggle('many', page.selection.length > 1));
  on('hidden', () => document.body.classList.toggle('drawn-hidden', page.hidden));
  watchLive();
  resume();
  watchImagery();
  // A tool that is taken up before, or after this failed, asks again.
  onFirstTiles(() => prepareDrawing().catch(() => {}));
  await circuit;
};

const ready = start();
// For tests, the console, and the interactive parts of the server (PageLink.cs).
globalThis.slickReview = { get map() { return map; }, page, circuit: { link, unlink }, ready, idle: () => ready.then(idle), give, select };
