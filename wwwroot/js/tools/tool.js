// The tool in hand: at most one. Its banner says what it will do before it does it; Enter goes on, Escape goes back, nothing drawn is lost unasked.
import { page, set } from '../page.js';
import { html } from '../figures.js';
import { ask } from '../dialogs/dialog.js';
import { map } from '../map/map.js';
import { clearPieces } from '../map/pieces.js';
import { drawnPoints, finishShape, isDrawing, isEnough, putBackPoint, removeLastPoint, stopDrawing } from '../map/draw.js';
import { toast } from '../toasts.js';
import { clickCrosshair, crosshairKey, isCrosshairShown, watchCrosshair } from './crosshair.js';

const banner = document.getElementById('tool-banner');
let tool = null;

/** Shows what the tool in hand is about to do. `options` is markup made by the tool from numbers and words of its own. */
export const say = ({ title, detail = '', options = '', problem = null, warnings = [], confirm = null, busy = false }) => {
  banner.hidden = false;
  banner.innerHTML = `
    <div class="banner-text"><b>${html(title)}</b>${detail ? `<span>${html(detail)}</span>` : ''}${warnings.map((one) => `<span class="warning">${html(one)}</span>`).join('')}
      ${problem ? `<span class="problem" role="alert" data-testid="tool-problem">${html(problem)}</span>` : ''}</div>
    <div class="banner-options">${options}</div>
    <div class="banner-actions">
      ${confirm ? `<button type="button" class="button ok small" data-tool="confirm" data-testid="${tool?.name ?? 'tool'}-confirm"${busy ? ' aria-disabled="true"' : ''}>${html(confirm)}<kbd>↵</kbd></button>` : ''}
      <button type="button" class="button small" data-tool="cancel" data-testid="tool-cancel">Cancel<kbd>Esc</kbd></button>
    </div>`;
};

const putAway = () => {
  tool?.end?.();
  tool = null;
  stopDrawing();
  clearPieces();
  banner.hidden = true;
  banner.innerHTML = '';
  set({ tool: null });
};

/**
 * Takes a tool in hand.
 * @param {{name: string, begin: Function, confirm: Function, end: ?Function, dirty: () => boolean, option: ?Function, back: ?Function, forward: ?Function, usesPoints: ?Function, vertices: ?Function}} next
 *   back and forward go one step through what was drawn and return whether there was one; usesPoints tells whether the crosshair is of use; vertices is what the crosshair does to a finished shape
 */
export const take = async (next) => {
  if (tool && !(await release())) return;
  tool = next;
  set({ tool: next.name });
  map.getContainer().focus({ preventScroll: true });
  await next.begin();
};

/** Puts the tool away after it did its work. */
export const done = () => putAway();

/** Puts the tool away, asking when something was drawn. Resolves with whether it is away. */
export const release = async () => {
  if (!tool) return true;
  if (drawnPoints() > 0 || tool.dirty()) {
    if (!(await ask('leave-dialog'))) return false;
  }
  putAway();
  return true;
};

/** Enter: first ends what is being drawn, then confirms. With too few points it sets one where the crosshair stands. */
export const confirm = () => {
  if (!tool) return;
  if (!isDrawing()) tool.confirm();
  else if (isEnough()) finishShape();
  else if (isCrosshairShown()) clickCrosshair();
};

const goBack = () => {
  if (drawnPoints() === 0) return tool.back?.() ?? false;
  removeLastPoint();
  return true;
};

/** Backspace: the last point that was set. */
export const takeBackPoint = () => {
  if (tool && (drawnPoints() > 0 || tool.isDrawing?.())) goBack();
};

/** Ctrl+Z with a tool in hand: the last step of the drawing, and never a decision that was made elsewhere. */
export const stepBack = () => {
  if (!goBack()) toast('There is no step of this drawing to take back. Esc puts the tool away.', { kind: 'note', stays: 4000 });
};

/** Ctrl+Shift+Z with a tool in hand. */
export const stepForward = () => {
  if (!(isDrawing() && putBackPoint()) && !tool.forward?.()) toast('There is no step of this drawing to bring back.', { kind: 'note', stays: 4000 });
};

const HAND = { moved: () => {}, chosen: clickCrosshair, removed: () => false, isHeld: () => false, letGo: () => {} };

/** A key press that belongs to the tool in hand: the arrows and Space of its crosshair. Returns whether it did. */
export const toolKey = (event) => !!tool?.usesPoints?.() && crosshairKey(event, tool.vertices?.() ?? HAND);

export const inHand = () => tool?.name ?? null;

/** Whether it is this very tool, and not a later one of the same name. */
export const isInHand = (one) => tool === one;

export const watchTools = () => {
  watchCrosshair();
  banner.addEventListener('click', (event) => {
    const button = event.target.closest('[data-tool], [data-option]');
    if (!button || !tool) return;
    if (button.dataset.tool === 'confirm') tool.confirm();
    else if (button.dataset.tool === 'cancel') release();
    else tool.option?.(button.dataset.option, button);
  });
  banner.addEventListener('change', (event) => event.target.name && tool?.option?.(event.target.name, event.target));
  addEventListener('beforeunload', (event) => {
    if (page.tool && (tool?.dirty() || drawnPoints() > 1)) event.preventDefault();
  });
};
