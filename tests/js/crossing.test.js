import { test } from 'node:test';
import assert from 'node:assert/strict';
import { crossesItself } from '../../wwwroot/js/map/crossing.js';

test('a bow crosses itself, a square and a triangle do not', () => {
  assert.equal(crossesItself([[0, 0], [1, 1], [1, 0], [0, 1]]), true);
  assert.equal(crossesItself([[0, 0], [1, 0], [1, 1], [0, 1]]), false);
  assert.equal(crossesItself([[0, 0], [1, 0], [0, 1]]), false);
});

test('the edge that closes a ring counts too', () => assert.equal(crossesItself([[0, 0], [4, 0], [4, 4], [2, -1]]), true));
