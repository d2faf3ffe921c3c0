import { test } from 'node:test';
import assert from 'node:assert/strict';
import { whyNot } from '../../wwwroot/js/why-not.js';

const slick = (id, active = true) => ({ id, properties: { active } });
const analyst = (selection, features = selection.map((id) => slick(id))) => ({ canDecide: true, asof: null, selection, features, waiting: new Set() });

test('an analyst with one active slick can decide everything but a merge', () => {
  for (const command of ['validate', 'reject', 'unsure', 'reclassify', 'annotate', 'split', 'edit', 'cut', 'add', 'zoom']) assert.equal(whyNot(command, analyst([7])), null, command);
  assert.match(whyNot('merge', analyst([7])), /two slicks or more/);
});

test('several slicks can be merged and validated, not split', () => {
  assert.equal(whyNot('merge', analyst([7, 8])), null);
  assert.equal(whyNot('validate', analyst([7, 8])), null);
  assert.match(whyNot('split', analyst([7, 8])), /only one/);
});

test('a viewer is told that the role only looks', () => assert.match(whyNot('validate', { ...analyst([7]), canDecide: false }), /role/));

test('the past can be looked at and not decided', () => {
  assert.match(whyNot('add', { ...analyst([]), asof: '2026-01-01T00:00:00Z' }), /past/);
  assert.equal(whyNot('zoom', { ...analyst([7]), asof: '2026-01-01T00:00:00Z' }), null);
});

test('nothing selected, replaced, and waiting each have their sentence', () => {
  assert.match(whyNot('validate', analyst([])), /Select a slick/);
  assert.match(whyNot('validate', analyst([7], [slick(7, false)])), /replaced/);
  assert.match(whyNot('validate', { ...analyst([7]), waiting: new Set([7]) }), /waiting/);
});

test('with a tool in hand decisions wait, and undo and redo go through the drawing', () => {
  const drawing = { ...analyst([7, 8]), tool: 'split' };
  for (const command of ['validate', 'reject', 'unsure', 'reclassify', 'annotate', 'merge']) assert.match(whyNot(command, drawing), /Split is in hand.*Esc/, command);
  for (const command of ['undo', 'redo', 'zoom']) assert.equal(whyNot(command, drawing), null, command);
  assert.equal(whyNot('cut', { ...analyst([7]), tool: 'split' }), null);
  assert.equal(whyNot('undo', { ...drawing, tool: 'measure', canDecide: false }), null);
});

test('of a slick that there is not nothing can be decided', () => {
  for (const command of ['validate', 'class-7', 'zoom']) assert.match(whyNot(command, { ...analyst([7], []), missing: true }), /no such slick/);
});

test('adding and undoing need no selection', () => {
  assert.equal(whyNot('add', analyst([])), null);
  assert.equal(whyNot('undo', analyst([])), null);
  assert.equal(whyNot('redo', analyst([])), null);
  assert.match(whyNot('redo', { ...analyst([]), canDecide: false }), /role/);
});
