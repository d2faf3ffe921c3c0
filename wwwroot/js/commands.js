// Every command of the page by name: buttons and keys give the same ones. A button that cannot be pressed says why.
import { facts, page, on } from './page.js';
import { isMissing, onSelected, selectedFeatures } from './slicks.js';
import { whyNot } from './why-not.js';
import { toast } from './toasts.js';

const commands = new Map();

export const define = (name, run) => commands.set(name, run);

const reason = (name) =>
  whyNot(name, { canDecide: facts.canDecide, asof: page.asof, selection: page.selection, features: selectedFeatures(), missing: page.selection.some(isMissing), waiting: page.waiting, tool: page.tool });

// What leaves the slick that a tool was taken up for. The tool is put away first, which asks when something was drawn.
const LEAVES = new Set(['next', 'previous', 'next-too', 'previous-too', 'search', 'filter', 'clear']);
let putAway = async () => true;

/** @param {() => Promise<boolean>} ask puts the tool away, or resolves with false */
export const beforeLeaving = (ask) => (putAway = ask);

/** Before another slick is selected. Resolves with whether it may be: a drawing in hand is not left unasked. */
export const mayLeave = async () => !page.tool || putAway();

/** Gives a command, or says why it cannot be given. */
export const give = async (name) => {
  const not = reason(name);
  if (not) {
    toast(not, { kind: 'note', stays: 5000 });
    return;
  }
  if (page.tool && LEAVES.has(name) && !(await mayLeave())) return;
  commands.get(name)?.();
};

const mark = () => {
  for (const button of document.querySelectorAll('[data-do]')) {
    const not = reason(button.dataset.do);
    button.dataset.title ??= button.title;
    // aria-disabled and not disabled: the button keeps its focus and its reason can be read.
    if (not) {
      button.setAttribute('aria-disabled', 'true');
      button.title = not;
      button.setAttribute('aria-description', not);
    } else {
      button.removeAttribute('aria-disabled');
      button.removeAttribute('aria-description');
      button.title = button.dataset.title;
    }
    if (button.closest('#toolbar')) button.classList.toggle('on', button.dataset.do === (page.tool ?? 'select') || (button.dataset.do === 'hide' && page.hidden));
  }
};

export const watchCommands = () => {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-do]');
    if (button) give(button.dataset.do);
  });
  on('selection filters waiting tool hidden', mark);
  onSelected(mark);
  mark();
};
