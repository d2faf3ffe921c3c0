// The sheet of all keys, in groups.
import { KEYS, shown } from '../keys.js';
import { html } from '../figures.js';
import { ask } from './dialog.js';

// A second key of the same command, and digits that are told beside the first.
const AGAIN = new Set(['j', 'ctrl+y', '3', '4', '5', '6', '7', '8']);

const EXTRA = { Decide: [['Ctrl Y', 'As Ctrl ⇧ Z']], Draw: [['Arrows', 'Move a crosshair, with Shift further'], ['Space', 'Set a point there; take a vertex up, put it down'], ['Del', 'Take the vertex under the crosshair away'], ['Ctrl Z', 'The last step of the drawing; Ctrl ⇧ Z forward']], Move: [['J', 'As ↓'], ['Shift + click', 'Add a slick to the selection, or take it out'], ['Shift + drag', 'Select all inside a box'], ['Click again', 'The next slick below the same place']] };

export const showKeys = () => {
  const groups = [...new Set(KEYS.map(([, , , group]) => group))];
  document.getElementById('keys-body').innerHTML = groups
    .map((group) => {
      const rows = KEYS.filter((key) => key[3] === group && !AGAIN.has(key[0])).map(([key, , says]) => `<dt><kbd>${html(shown(key))}</kbd></dt><dd>${html(says)}</dd>`);
      const extra = (EXTRA[group] ?? []).map(([key, says]) => `<dt><kbd>${html(key)}</kbd></dt><dd>${html(says)}</dd>`);
      return `<section><h3>${html(group)}</h3><dl>${[...rows, ...extra].join('')}</dl></section>`;
    })
    .join('');
  const closed = ask('keys-dialog');
  document.getElementById('keys-dialog').scrollTop = 0;
  return closed;
};
