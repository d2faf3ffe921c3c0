import { test } from 'node:test';
import assert from 'node:assert/strict';
import { retarget, withBothNotes } from '../../wwwroot/js/retarget.js';
import { teach } from '../../wwwroot/js/words.js';
import { kinds } from './kinds.js';

teach(kinds);

test('the same decision is made for what took the place of a slick', () => {
  assert.deepEqual(retarget({ kind: 'validate', slicks: [1, 2], humanConfidence: 0.9 }, [{ slick: 1, successors: [5, 6] }]), { kind: 'validate', slicks: [5, 6, 2], humanConfidence: 0.9 });
});

test('a line is not drawn for two slicks, a merge not made of one', () => {
  assert.equal(retarget({ kind: 'split', slicks: [1] }, [{ slick: 1, successors: [5, 6] }]), null);
  assert.equal(retarget({ kind: 'merge', slicks: [1, 2] }, [{ slick: 1, successors: [5] }, { slick: 2, successors: [5] }]), null);
});

test('nothing is left when nothing took the place', () => assert.equal(retarget({ kind: 'reject', slicks: [1] }, [{ slick: 1, successors: [] }]), null));

const noted = (notes) => ({ properties: { notes } });

test('a note that somebody wrote meanwhile is not replaced by mine', () => {
  assert.equal(withBothNotes({ kind: 'annotate', notes: 'mine' }, [noted(null)], [noted('theirs')]).notes, 'theirs\nmine');
  assert.equal(withBothNotes({ kind: 'validate', notes: 'mine' }, [noted('before')], [noted('one'), noted('other'), noted('one')]).notes, 'one\nother\nmine');
});

test('a note that was seen may be replaced, and one that mine holds already is not said twice', () => {
  assert.equal(withBothNotes({ notes: 'mine' }, [noted('before')], [noted('before')]).notes, 'mine');
  assert.equal(withBothNotes({ notes: 'theirs, and mine' }, [noted(null)], [noted('theirs')]).notes, 'theirs, and mine');
});

test('a decision without a note takes none', () => {
  const body = { kind: 'validate' };
  assert.equal(withBothNotes(body, [noted(null)], [noted('theirs')]), body);
  assert.equal(withBothNotes(null, [], []), null);
});
