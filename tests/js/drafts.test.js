import { test } from 'node:test';
import assert from 'node:assert/strict';
import { makeDrafts } from '../../wwwroot/js/drafts.js';

const makeStore = (items = {}) => {
  const map = new Map(Object.entries(items));
  return { get length() { return map.size; }, key: (at) => [...map.keys()][at], getItem: (name) => map.get(name), setItem: (name, text) => map.set(name, text), removeItem: (name) => map.delete(name) };
};

test('a draft follows the version that a decision put in the place of its slick, and outlives the page', () => {
  const store = makeStore();
  const drafts = makeDrafts(store);
  drafts.keep([447], 'ship wake?');
  drafts.follow([447], [514]);
  assert.equal(drafts.of([447]), null);
  assert.equal(makeDrafts(store).of([514]), 'ship wake?');
});

test('a note that went with the decision is no draft any more', () => {
  const drafts = makeDrafts(makeStore({ 'note:447': 'seen' }));
  drafts.follow([447], [514], 'seen');
  assert.equal(drafts.of([447]), null);
  assert.equal(drafts.of([514]), null);
});

test('what was typed on after the decision was sent is not lost', () => {
  const drafts = makeDrafts(makeStore({ 'note:447': 'seen, and more' }));
  drafts.follow([447], [514], 'seen');
  assert.equal(drafts.of([514]), 'seen, and more');
});

test('each piece of a split has the draft, selected alone or with the others', () => {
  const drafts = makeDrafts(makeStore({ 'note:447': 'two ships' }));
  drafts.follow([447], [514, 515]);
  for (const ids of [[514], [515], [514, 515]]) assert.equal(drafts.of(ids), 'two ships');
});

test('a union has the drafts of all that went into it', () => {
  const drafts = makeDrafts(makeStore({ 'note:1': 'a', 'note:2': 'b', 'note:1,2': 'both' }));
  drafts.follow([1, 2], [3]);
  assert.equal(drafts.of([3]), 'a\nb\nboth');
});

test('a store that is closed costs the life beyond the page and nothing else', () => {
  const closed = { get length() { throw new Error('closed'); }, setItem() { throw new Error('closed'); }, removeItem() { throw new Error('closed'); } };
  const drafts = makeDrafts(closed);
  drafts.keep([1], 'kept');
  drafts.follow([1], [2]);
  assert.equal(drafts.of([2]), 'kept');
});
