import { test } from 'node:test';
import assert from 'node:assert/strict';
import { toForm, toIso, whyNotFilter } from '../../wwwroot/js/filter-form.js';

test('a time keeps its seconds and milliseconds on the way through the form', () => {
  for (const [iso, field] of [
    ['2026-11-23T10:00:00Z', '2026-11-23T10:00'], ['2026-11-23T10:00:07Z', '2026-11-23T10:00:07'], ['2026-11-23T10:00:00.250Z', '2026-11-23T10:00:00.250'],
  ]) {
    assert.equal(toForm(iso), field);
    assert.equal(Date.parse(toIso(field)), Date.parse(iso));
  }
  assert.equal(toForm('2026-11-23'), '2026-11-23T00:00');
  assert.equal(toForm(null), '');
  assert.equal(toIso(''), '');
});

test('a confidence may have any digits, and lies between 0 and 1', () => {
  for (const given of ['0', '0.87', '0.8712', '1', '1e-2']) assert.equal(whyNotFilter({ minConfidence: given }), null, given);
  for (const given of ['1.01', '-0.1', '87']) assert.match(whyNotFilter({ minConfidence: given }), /0 to 1/, given);
});

test('a time that ends before it begins is told', () => {
  assert.match(whyNotFilter({ from: '2026-11-23T10:00:00Z', to: '2026-11-23T10:00:00Z' }), /before/);
  assert.equal(whyNotFilter({ from: '2026-11-23T10:00:00Z', to: '2026-11-23T10:00:01Z' }), null);
  assert.equal(whyNotFilter({}), null);
});
