import { test } from 'node:test';
import assert from 'node:assert/strict';
import { did, noun } from '../../wwwroot/js/words.js';

test('every kind of decision has a verb and a noun', () => {
  for (const kind of ['validate', 'reclassify', 'reject', 'merge', 'split', 'reshape', 'cut', 'add', 'annotate', 'restore']) {
    assert.notEqual(did(kind), kind === 'split' || kind === 'cut' ? '' : kind, kind);
    assert.ok(noun(kind), kind);
  }
});
