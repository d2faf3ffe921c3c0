// The tool in hand: at most one. Its banner says what it will do before it does it; Enter goes on, Escape goes back, nothing drawn is lost unasked.
import { page, set } from '../page.js';
import { html } from '../figures.js';
import { ask } from '../dialogs/dialog.js';
import { map } from '../map/map.js';
import { clearPieces } from '../map/pieces.js';
import { drawnPoints, finishShape, removeLastPoint, stopDrawing } from '../map/draw.js';

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
 * @param {{name: string, begin: Function, confirm: Function, end: ?Function, dirty: () => boolean, option: ?Function, back: ?Function}} next
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
  if (drawnPoints() > 1 || tool.dirty()) {
    if (!(await ask('leave-dialog'))) return false;
  }
  putAway();
  return true;
};

/** Enter: first ends what is being drawn, then confirms. */
export const confirm = () => {
  if (!tool) return;
  if (drawnPoints() > 1) finishShape();
  else tool.confirm();
};

export const takeBackPoint = () => {
  if (tool?.back) tool.back();
  else if (tool && drawnPoints() > 0) removeLastPoint();
};

export const inHand = () => tool?.name ?? null;

/** Whether it is this very tool, and not a later one of the same name. */
export const isInHand = (one) => tool === one;

export const watchTools = () => {
  banner.addEventListener('click', (event) => {
    const button = event.target.closest('[data-tool], [data-option]');
    if (!button || !tool) return;
    if (button.dataset.tool === 'confirm') tool.confirm();
    else if (button.dataset.tool === 'cancel') release();
    else tool.option?.(button.dataset.option, button);
  });
  banner.addEventListener('change', (event) => event.target.name && tool?.option?.(event.target.name, event.target));
  addEventListener('beforeunload', (event) => {
    if (page.tool && tool?.dirty()) event.preventDefault();
  });
};
