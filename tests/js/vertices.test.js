import { test } from 'node:test';
import assert from 'node:assert/strict';
import { copy, isSame, nearest, withVertex, withoutVertex } from '../../wwwroot/js/map/vertices.js';

const at = (lat, lng) => ({ lat, lng });
const line = [at(0, 0), at(0, 10), at(0, 20)];
const square = [[at(0, 0), at(0, 10), at(10, 10), at(10, 0)]];
const twoParts = [[square[0]], [square[0].map(({ lat, lng }) => at(lat + 50, lng))]];
const from = (lat, lng) => (place) => Math.hypot(place.lat - lat, place.lng - lng);

test('the nearest vertex or middle within reach is found, in every part', () => {
  assert.deepEqual(nearest(line, false, from(1, 9), 5).path, [1]);
  assert.deepEqual(nearest(twoParts, true, from(60, 11), 5).path, [1, 0, 2]);
  assert.equal(nearest(line, false, from(40, 40), 5), null);
});

test('a middle is found between two, and between the last and the first of a ring only', () => {
  const found = nearest(square, true, from(5, 0), 1);
  assert.deepEqual([found.path, found.isMiddle], [[0, 4], true]);
  assert.equal(nearest(line, false, from(0, 15.1), 1).isMiddle, true);
  assert.equal(nearest(line, false, from(0, 22), 1), null);
});

test('a vertex is moved and a middle becomes one more, and nothing else changes', () => {
  const before = copy(square);
  assert.deepEqual(withVertex(square, { path: [0, 1], isMiddle: false }, at(1, 1))[0].map(({ lat }) => lat), [0, 1, 10, 10]);
  assert.deepEqual(withVertex(square, { path: [0, 4], isMiddle: true }, at(5, -3))[0].length, 5);
  assert.equal(withVertex(twoParts, { path: [1, 0, 0], isMiddle: false }, at(1, 1))[0], twoParts[0]);
  assert.ok(isSame(square, before));
});

test('a ring keeps three vertices and a line two', () => {
  const three = withoutVertex(square, [0, 0], true);
  assert.equal(three[0].length, 3);
  assert.equal(withoutVertex(three, [0, 0], true)[0].length, 3);
  assert.equal(withoutVertex(withoutVertex(line, [1], false), [0], false).length, 2);
});

test('places are the same by their values, part by part', () => {
  assert.ok(isSame(copy(twoParts), twoParts));
  assert.ok(!isSame(square, withVertex(square, { path: [0, 0], isMiddle: false }, at(0, 0.1))));
  assert.ok(!isSame(line, line.slice(1)));
});
