// Keys. Never while somebody types or a dialog is open; the tool in hand hears Enter and Escape first.
import { give } from './commands.js';

/** Key (as KeyboardEvent.key, lower case), command, what the sheet says, group. */
export const KEYS = [
  ['v', 'validate', 'Validate as the chosen class', 'Decide'],
  ['x', 'reject', 'Reject: not oil, with a reason', 'Decide'],
  ['u', 'unsure', 'Unsure: put under Ambiguous', 'Decide'],
  ['c', 'reclassify', 'Reclassify', 'Decide'],
  ['n', 'annotate', 'Write a note', 'Decide'],
  ['1', 'sure-1', 'How sure: guess', 'Decide'],
  ['2', 'sure-2', 'How sure: likely', 'Decide'],
  ['3', 'sure-3', 'How sure: sure', 'Decide'],
  ['ctrl+z', 'undo', 'Undo my last decision', 'Decide'],
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
  ['z', 'zoom', 'Zoom to the selection', 'Move'],
  ['h', 'history', 'History', 'Move'],
  [' ', 'hide', 'Hide or show everything drawn', 'Move'],
  ['/', 'search', 'Go to a slick or filter by scene', 'Move'],
  ['f', 'filter', 'Filter', 'Move'],
  ['?', 'keys', 'This sheet', 'Move'],
];

const TYPES_TEXT = new Set(['text', 'search', 'number', 'password', 'email', 'url', 'datetime-local', 'date', 'time']);

/** True where a letter belongs to the text. */
export const isTyping = (element) =>
  !!element && (element.isContentEditable || element.tagName === 'TEXTAREA' || element.tagName === 'SELECT' || (element.tagName === 'INPUT' && TYPES_TEXT.has(element.type)));

/** The command of a key press, or null. */
export const commandFor = (event) => {
  if (event.altKey || event.isComposing) return null;
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (control) return key === 'z' && !event.shiftKey ? 'undo' : null;
  return KEYS.find(([pressed]) => pressed === key)?.[1] ?? null;
};

const SHOWN = { ' ': 'Space', arrowdown: '↓', arrowup: '↑', enter: '↵', escape: 'Esc', backspace: '⌫', 'ctrl+z': 'Ctrl Z' };

export const shown = (key) => SHOWN[key] ?? key.toUpperCase();

const isOwn = (element, key) =>
  (key === 'enter' || key === ' ') && !!element?.closest('button, a, summary, input[type=checkbox]') && !element.closest('.map');

const arrowsAreTaken = (element, key) => key.startsWith('arrow') && !!element?.closest('[role=radiogroup], .leaflet-container, [role=tablist]') && !element.closest('#map');

export const watchKeys = () => {
  document.addEventListener('keydown', (event) => {
    const at = document.activeElement;
    const key = event.key.toLowerCase();
    if (document.querySelector('dialog[open]:modal') || isTyping(at) || isOwn(at, key) || arrowsAreTaken(at, key)) return;
    const command = commandFor(event);
    if (!command || (event.repeat && command !== 'next' && command !== 'previous')) return;
    event.preventDefault();
    event.stopPropagation();
    give(command);
  }, true);
};
