// The sheet of all keys, in groups.
import { KEYS, shown } from '../keys.js';
import { html } from '../figures.js';
import { ask } from './dialog.js';

const EXTRA = { Move: [['J', 'As ↓'], ['Shift + click', 'Add a slick to the selection, or take it out'], ['Shift + drag', 'Select all inside a box'], ['Click again', 'The next slick below the same place']] };

export const showKeys = () => {
  const groups = [...new Set(KEYS.map(([, , , group]) => group))];
  document.getElementById('keys-body').innerHTML = groups
    .map((group) => {
      const rows = KEYS.filter((key) => key[3] === group && key[0] !== 'j').map(([key, , says]) => `<dt><kbd>${html(shown(key))}</kbd></dt><dd>${html(says)}</dd>`);
      const extra = (EXTRA[group] ?? []).map(([key, says]) => `<dt><kbd>${html(key)}</kbd></dt><dd>${html(says)}</dd>`);
      return `<section><h3>${html(group)}</h3><dl>${[...rows, ...extra].join('')}</dl></section>`;
    })
    .join('');
  return ask('keys-dialog');
};
