// What a browser remembers of a person's choices, also one that keeps nothing.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { chooseGoOn, goesOn, keepTheme, theme } from '../../wwwroot/js/choices.js';

const kept = new Map();
const store = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value), removeItem: (name) => kept.delete(name) };

const given = (storage) => Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: storage });

afterEach(() => kept.clear());

test('who never chose goes on, in the theme of the system', () => {
  given(() => store);
  assert.equal(goesOn(), true);
  assert.equal(theme(), 'system');
});

test('a choice is kept, and that of the system leaves nothing behind', () => {
  given(() => store);
  chooseGoOn(false);
  keepTheme('dark');
  assert.deepEqual([goesOn(), theme()], [false, 'dark']);
  chooseGoOn(true);
  keepTheme('system');
  assert.deepEqual([goesOn(), theme(), kept.has('theme')], [true, 'system', false]);
});

test('a browser that keeps nothing is as one in which nobody chose', () => {
  given(() => {
    throw new Error('storage is switched off');
  });
  chooseGoOn(false);
  keepTheme('dark');
  assert.deepEqual([goesOn(), theme()], [true, 'system']);
});
