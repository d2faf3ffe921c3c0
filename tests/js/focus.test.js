import { test } from 'node:test';
import assert from 'node:assert/strict';
import { owner } from '../../wwwroot/js/keys/focus.js';

/** An element that matches these selectors, itself or by what it stands in. */
const control = (tagName, type, ...selectors) => ({ tagName, type, closest: (list) => list.split(', ').some((one) => selectors.includes(one)), matches: () => false });
const radio = control('INPUT', 'radio', 'input[type=radio]');
const select = control('SELECT', 'select-one', 'select');
const slider = control('INPUT', 'range', 'input[type=range]');
const button = control('BUTTON', 'button', 'button');
const confidence = control('INPUT', 'number', '#decision');
const vertices = control('INPUT', 'number');

test('an arrow after a click on a class goes to the next slick, and chooses no other class', () => {
  for (const key of ['arrowdown', 'arrowup', 'arrowleft', ' ']) assert.equal(owner(radio, key, false), 'taken', key);
  assert.equal(owner(radio, 'v', false), 'page');
});

test('a tree that was entered by Tab keeps its arrows', () => assert.equal(owner(radio, 'arrowdown', true), 'control'));

test('a letter is the page’s though a list of choices has the focus', () => {
  assert.equal(owner(select, 'v', true), 'page');
  assert.equal(owner(select, 'v', false), 'page');
  assert.equal(owner(select, 'arrowdown', true), 'control');
  assert.equal(owner(select, 'arrowdown', false), 'taken');
});

test('a list of choices that is open keeps every key', () => assert.equal(owner({ ...select, matches: () => true }, 'v', false), 'control'));

test('a slider that was dragged is set finely by the arrows along it, and passes on the others', () => {
  assert.equal(owner(slider, 'arrowleft', false), 'control');
  assert.equal(owner(slider, 'arrowdown', false), 'taken');
  assert.equal(owner(slider, 'arrowdown', true), 'control');
});

test('a button that was clicked is not pressed again by Space or Enter', () => {
  assert.equal(owner(button, ' ', false), 'taken');
  assert.equal(owner(button, 'enter', true), 'control');
  assert.equal(owner(button, 'x', true), 'page');
});

test('how sure is not stepped by an arrow after a click into its field', () => {
  assert.equal(owner(confidence, 'arrowdown', false), 'taken');
  assert.equal(owner(confidence, 'arrowdown', true), 'control');
  assert.equal(owner(confidence, '8', false), 'control');
  assert.equal(owner(vertices, 'arrowdown', false), 'control');
});

test('text keeps every key, and nothing none', () => {
  assert.equal(owner(control('TEXTAREA', 'textarea'), 'z', false), 'control');
  assert.equal(owner(null, 'arrowdown', true), 'page');
});
