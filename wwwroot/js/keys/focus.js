// Whose a key is: the page's, or the control's that has the focus. A control that was entered on purpose, by Tab, keeps its keys; one that was only
// clicked gives them back at once. Or the arrow that should go to the next slick would choose another class for this one.

const NO_TEXT = new Set(['button', 'submit', 'reset', 'image', 'checkbox', 'radio', 'range', 'color', 'file']);

/** True where a letter belongs to the text. */
export const isTyping = (element) => !!element && (element.isContentEditable || element.tagName === 'TEXTAREA' || (element.tagName === 'INPUT' && !NO_TEXT.has(element.type)));

const UPRIGHT = ['arrowup', 'arrowdown'];
const ARROWS = [...UPRIGHT, 'arrowleft', 'arrowright'];
const STEPS = [...ARROWS, 'pageup', 'pagedown', 'home', 'end'];

/** What a control does by itself with which keys. */
const OWN = [
  ['input[type=radio], [role=radio], [role=tablist], .leaflet-container:not(#map)', ARROWS],
  ['input[type=radio], input[type=checkbox]', [' ']],
  ['select', [...STEPS, 'enter', ' ']],
  ['input[type=range], [role=slider]', STEPS],
  ['button, a, summary, input[type=button]', ['enter', ' ']],
];

const acts = (element, key) => OWN.some(([selector, keys]) => keys.includes(key) && element.closest?.(selector));

const isOpen = (element) => {
  try {
    return element.tagName === 'SELECT' && element.matches(':open');
  } catch {
    // A browser that cannot say sends no keys to the page while its list is open.
    return false;
  }
};

/** What has been dragged is set finely by the arrows that lie along it; up and down still go through the list. */
const isDragged = (element, key) => !!element.closest?.('input[type=range], [role=slider]') && !UPRIGHT.includes(key);

/** A number that was clicked to be typed is not stepped by the arrows that go through the list. */
const isStepped = (element, key) => UPRIGHT.includes(key) && element.type === 'number' && !!element.closest?.('#decision');

/**
 * Whose the key is.
 * @param {Element} element what has the focus
 * @param {string} key as KeyboardEvent.key, lower case
 * @param {boolean} onPurpose whether it was entered by the keyboard
 * @returns {'control' | 'page' | 'taken'} "taken" is the page's, though the control would act on it too
 */
export const owner = (element, key, onPurpose) => {
  if (!element) return 'page';
  if (isTyping(element)) return !onPurpose && isStepped(element, key) ? 'taken' : 'control';
  if (isOpen(element)) return 'control';
  if (!acts(element, key)) return 'page';
  return onPurpose || isDragged(element, key) ? 'control' : 'taken';
};

const CHOICES = 'input[type=radio], input[type=checkbox], input[type=button], button, a, summary';
let pointer = false;
let entered = null;

/** True when what has the focus was entered by the keyboard, or by a script. */
export const isOnPurpose = () => entered !== document.activeElement;

/** After a click on any choice the keys are the page's again. Inside a dialog they stay in the dialog, and a select waits for what is chosen. */
const giveBack = () => {
  if (!pointer) return;
  setTimeout(() => (pointer = false));
  const element = document.activeElement;
  if (element?.matches(CHOICES) && !element.closest('dialog')) element.blur();
};

/** The list of a select is no part of the page: what is chosen in it by a click is told by the change alone. */
const giveBackChosen = ({ target }) => {
  if (target.tagName === 'SELECT' && !isOnPurpose() && !target.closest('dialog')) target.blur();
};

export const watchFocus = () => {
  addEventListener('pointerdown', () => (pointer = true), true);
  addEventListener('keydown', () => (pointer = false), true);
  addEventListener('focusin', ({ target }) => (entered = pointer ? target : null), true);
  addEventListener('click', giveBack);
  addEventListener('change', giveBackChosen);
};
