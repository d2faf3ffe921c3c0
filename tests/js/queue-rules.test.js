import { test } from 'node:test';
import assert from 'node:assert/strict';
import { after, known, makeTally } from '../../wwwroot/js/queue-rules.js';

const slicks = [7, 5, 3].map((id) => ({ id }));
const none = () => false;

test('after a decision comes the next one of the list, and from its end the first that was left out', () => {
  assert.equal(after(slicks, [7], none).id, 5);
  assert.equal(after(slicks, [3], none).id, 7);
  assert.equal(after(slicks, [99], none).id, 7);
});

test('a slick whose decision is on its way does not come again', () => {
  assert.equal(after(slicks, [7], (id) => id === 5).id, 3);
  assert.equal(after(slicks, [7], () => true), null);
});

test('several slicks are one decision, and what comes is behind the last of them', () => assert.equal(after(slicks, [7, 5], none).id, 3));

test('a list of as many as were asked for may go on, so it is not done', () => {
  assert.equal(known(slicks, 3), false);
  assert.equal(known(slicks, 20), true);
});

test('decided are the slicks of all decisions, those that wait among them, without what was undone or withdrawn', () => {
  const tally = makeTally();
  tally.decide(1, [7]);
  tally.decide(2, [5, 3]);
  tally.decide(null, [9]);
  tally.decide(null, [8]);
  assert.equal(tally.decided((id) => id === 9), 4);
  tally.decide(3, [9]);
  tally.undo(2);
  assert.equal(tally.decided(none), 2);
  tally.begin();
  assert.equal(tally.decided(none), 0);
});

test('what was withdrawn is to be decided again', () => {
  const tally = makeTally();
  tally.decide(null, [7]);
  tally.withdraw([7]);
  assert.equal(tally.isDecided(7), false);
  assert.equal(tally.decided(() => true), 0);
});

test('what was decided after the server was asked is decided, whatever its answer says', () => {
  const tally = makeTally();
  const first = tally.asks();
  tally.decide(1, [7]);
  tally.answered(first);
  assert.equal(tally.isDecided(7), true);
  tally.answered(tally.asks());
  assert.equal(tally.isDecided(7), false);
});
