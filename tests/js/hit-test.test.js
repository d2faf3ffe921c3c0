import { test } from 'node:test';
import assert from 'node:assert/strict';
import { against, hits } from '../../wwwroot/js/map/hit-test.js';

const ring = (x, y, size) => [{ x, y }, { x: x + size, y }, { x: x + size, y: y + size }, { x, y: y + size }, { x, y }];
const feature = (id, x, y, size) => ({ props: { id }, geom: [ring(x, y, size)], bbox: { minX: x, minY: y, maxX: x + size, maxY: y + size } });

test('a hole is outside', () => {
  const geom = [ring(0, 0, 100), ring(40, 40, 20)];
  assert.equal(against({ x: 10, y: 10 }, geom).inside, true);
  assert.equal(against({ x: 50, y: 50 }, geom).inside, false);
});

test('the smallest slick below the pointer comes first', () => {
  const tile = new Map([['slicks', [feature(1, 0, 0, 100), feature(2, 20, 20, 10)]]]);
  assert.deepEqual(hits(tile, { x: 25, y: 25 }, 1).map(({ id }) => id), [2, 1]);
});

test('a thin slick is caught from some pixels away, and not from further', () => {
  const tile = new Map([['slicks', [feature(1, 0, 0, 10)]]]);
  assert.equal(hits(tile, { x: 14, y: 5 }, 1).length, 1);
  assert.equal(hits(tile, { x: 20, y: 5 }, 1).length, 0);
});

test('a point is caught, and each slick is named once', () => {
  const point = { props: { id: 3 }, geom: [[{ x: 5, y: 5 }]], bbox: {} };
  assert.deepEqual(hits(new Map([['points', [point, point]]]), { x: 8, y: 5 }, 1).map(({ id }) => id), [3]);
});
