import { test } from 'node:test';
import assert from 'node:assert/strict';
import { matches } from '../../wwwroot/js/filter-match.js';

const classes = new Map([[2, { id: 2, parent: null, code: 'ANTHROPOGENIC' }], [5, { id: 5, parent: 2, code: 'VESSEL' }], [3, { id: 3, parent: null, code: 'NATURAL' }]]);
const slick = { class: 5, state: 'pending', machineConfidence: 0.6, scene: 'S1A_IW_0001', timestamp: '2026-01-02T00:00:00Z' };
const is = (filters) => matches(slick, filters, classes);

test('a slick of a class below matches a filter by the class above, by number and by code', () => {
  assert.equal(is({ class: '2' }), true);
  assert.equal(is({ class: 'vessel' }), true);
  assert.equal(is({ class: '3' }), false);
});

test('state, confidence and scene leave out what the server leaves out', () => {
  assert.equal(is({ state: 'Pending', minConfidence: '0.6', scene: 's1a' }), true);
  assert.equal(is({ state: 'validated' }), false);
  assert.equal(is({ minConfidence: '0.61' }), false);
  assert.equal(matches({ ...slick, machineConfidence: null }, { minConfidence: '0' }, classes), false);
  assert.equal(is({ scene: 'S1B' }), false);
});

test('from is inside, to is not', () => {
  assert.equal(is({ from: '2026-01-02T00:00:00Z' }), true);
  assert.equal(is({ to: '2026-01-02T00:00:00Z' }), false);
});
