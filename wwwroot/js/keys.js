// Keys. Never while somebody types or a dialog is open; the tool in hand hears Enter and Escape first.
import { page } from './page.js';
import { give } from './commands.js';
import { isOnPurpose, isTyping, owner, watchFocus } from './keys/focus.js';
import { isComposing, meanings } from './keys/press.js';

/** Key (as KeyboardEvent.key, lower case), command, what the sheet says, group. */
export const KEYS = [
  ['v', 'validate', 'Validate as the chosen class', 'Decide'],
  ['x', 'reject', 'Reject: not oil, with a reason', 'Decide'],
  ['u', 'unsure', 'Unsure: put under Ambiguous', 'Decide'],
  ['c', 'reclassify', 'Reclassify', 'Decide'],
  ['n', 'annotate', 'Write a note', 'Decide'],
  ['1', 'class-1', 'Not oil: reject, with a reason', 'Decide'],
  ...[2, 3, 4, 5, 6, 7, 8].map((number) => [String(number), `class-${number}`, 'Validate as the class of that number', 'Decide']),
  ['9', 'class-9', 'Unsure: put under Ambiguous', 'Decide'],
  ['g', 'sure-1', 'How sure: guess', 'Decide'],
  ['l', 'sure-2', 'How sure: likely', 'Decide'],
  ['t', 'sure-3', 'How sure: sure', 'Decide'],
  ['ctrl+z', 'undo', 'Undo my last decision, or withdraw it while it waits', 'Decide'],
  ['ctrl+shift+z', 'redo', 'Redo what I undid', 'Decide'],
  ['ctrl+y', 'redo', 'Redo what I undid', 'Decide'],
  ['q', 'outbox', 'Decisions on their way; withdraw one', 'Decide'],
  ['s', 'split', 'Split by a line', 'Draw'],
  ['e', 'edit', 'Edit the outline', 'Draw'],
  ['k', 'cut', 'Cut a part away', 'Draw'],
  ['m', 'merge', 'Merge the selected slicks', 'Draw'],
  ['a', 'add', 'Add a slick the model missed', 'Draw'],
  ['enter', 'confirm', 'Finish the line, then confirm', 'Draw'],
  ['escape', 'cancel', 'Put the tool away, then clear the selection', 'Draw'],
  ['backspace', 'remove-vertex', 'Take the last drawn point back', 'Draw'],
  ['arrowdown', 'next', 'Next slick of the list', 'Move'],
  ['j', 'next', 'Next slick of the list', 'Move'],
  ['arrowup', 'previous', 'Previous slick of the list', 'Move'],
  ['shift+arrowdown', 'next-too', 'Add the next slick of the list to the selection', 'Move'],
  ['shift+arrowup', 'previous-too', 'Add the previous one', 'Move'],
  ['z', 'zoom', 'Zoom to the selection', 'Move'],
  ['h', 'history', 'History', 'Move'],
  [' ', 'hide', 'Hide or show everything drawn; held, also cards and banners', 'Move'],
  ['/', 'search', 'Go to a slick or filter by scene', 'Move'],
  ['f', 'filter', 'Filter', 'Move'],
  ['?', 'keys', 'This sheet', 'Move'],
  ['i', 'imagery', 'Open or fold its card', 'Radar image'],
  ['[', 'scene-before', 'The scene before, of those in view', 'Radar image'],
  [']', 'scene-after', 'The scene after it', 'Radar image'],
  ['b', 'band', 'Next band', 'Radar image'],
  ['p', 'stretch', 'Next stretch', 'Radar image'],
  ['d', 'decibel', 'dB or linear', 'Radar image'],
  ['w', 'swipe', 'Swipe between two pictures', 'Radar image'],
  ['o', 'footprints', 'Outlines of the scenes in view', 'Radar image'],
  ['r', 'measure', 'Measure a distance or an area', 'Radar image'],
];

const COMMANDS = new Map(KEYS.map(([key, command]) => [key, command]));

/** The command of a key press, or null. */
export const commandFor = (event) => COMMANDS.get(meanings(event).find((one) => COMMANDS.has(one))) ?? null;

const SHOWN = { 2: '2 … 8', ' ': 'Space', arrowdown: '↓', arrowup: '↑', 'shift+arrowdown': '⇧ ↓', 'shift+arrowup': '⇧ ↑', enter: '↵', escape: 'Esc', backspace: '⌫', 'ctrl+z': 'Ctrl Z', 'ctrl+shift+z': 'Ctrl ⇧ Z', 'ctrl+y': 'Ctrl Y' };

export const shown = (key) => SHOWN[key] ?? key.toUpperCase();

/** Held down, these go on. */
const REPEATED = new Set(['next', 'previous', 'next-too', 'previous-too']);

const TAP_MS = 300;
const BARE_MS = 140;
let held = null;

/** Space shows at once what lies under the drawing; held on, also what lies under the cards. */
const hold = () => {
  if (held) return;
  const before = page.hidden;
  held = { before, since: performance.now(), bare: setTimeout(() => document.body.classList.add('bare'), BARE_MS) };
  give('hide');
};

/** A tap leaves it as it is now, as the button does; after a longer look everything is as before. */
const letGo = () => {
  if (!held) return;
  const { before, since, bare } = held;
  held = null;
  clearTimeout(bare);
  document.body.classList.remove('bare');
  if (performance.now() - since > TAP_MS && page.hidden !== before) give('hide');
};

/** Enter and Escape end the typing of a line that no form takes. A dialog, and the search, have their own. */
const endTyping = (event, field) => {
  if (field.tagName !== 'INPUT' || field.closest('dialog') || isComposing(event)) return;
  if (event.key !== 'Escape' && (event.key !== 'Enter' || field.closest('form:not(#decision)'))) return;
  event.preventDefault();
  event.stopPropagation();
  field.blur();
};

let isToolsOwn = () => false;

const pressed = (event) => {
  const at = document.activeElement;
  if (document.querySelector('dialog[open]:modal')) return;
  const whose = owner(at, event.key.toLowerCase(), isOnPurpose());
  if (whose === 'control') {
    if (isTyping(at)) endTyping(event, at);
    return;
  }
  const command = isToolsOwn(event) ? 'of the tool' : commandFor(event);
  if (whose === 'taken') {
    event.preventDefault();
    at.blur();
  }
  if (!command) return;
  event.preventDefault();
  event.stopPropagation();
  if (command === 'of the tool' || (event.repeat && !REPEATED.has(command))) return;
  if (command === 'hide') hold();
  else give(command);
};

/** @param {(event: KeyboardEvent) => boolean} ofTool takes a press that belongs to the tool in hand, and says whether it did */
export const watchKeys = (ofTool) => {
  isToolsOwn = ofTool;
  watchFocus();
  document.addEventListener('keydown', pressed, true);
  document.addEventListener('keyup', (event) => event.key === ' ' && letGo());
  addEventListener('blur', letGo);
};
