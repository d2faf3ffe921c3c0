import { test } from 'node:test';
import assert from 'node:assert/strict';
import { did, noun, takes, takesNote, teach, titleOf } from '../../wwwroot/js/words.js';
import { kinds } from './kinds.js';

teach(kinds);

test('every kind of decision has a verb and a noun of its own', () => {
  assert.ok(kinds.length >= 12, kinds.length);
  assert.equal(new Set(kinds.map(({ kind }) => did(kind))).size, kinds.length);
  assert.equal(new Set(kinds.map(({ kind }) => noun(kind))).size, kinds.length);
  assert.equal(titleOf('reshape'), 'Redraw');
});

test('a kind that nobody named is a decision', () => assert.deepEqual([did('of no kind'), noun('of no kind')], ['changed', 'decision']));

test('how many slicks a kind takes', () => {
  assert.deepEqual([1, 2, 7].map((count) => takes('split', count)), [true, false, false]);
  assert.deepEqual([1, 2, 7].map((count) => takes('merge', count)), [false, true, true]);
  assert.deepEqual([0, 1, 7].map((count) => takes('validate', count)), [false, true, true]);
});

test('a typed note goes with what says what a slick is, and with nothing that is drawn', () =>
  assert.deepEqual(kinds.filter(({ kind }) => takesNote(kind)).map(({ kind }) => kind), ['validate', 'reclassify', 'reject']));
