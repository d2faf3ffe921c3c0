import { test } from 'node:test';
import assert from 'node:assert/strict';
import { cluster } from '../../wwwroot/js/map/clusters.js';

const place = (x, y) => ({ x, y, clone() { return place(this.x, this.y); } });
const point = (id, x, y, props = {}) => ({ props: { id, class: 7, state: 'pending', n: 1, ...props }, geom: [[place(x, y)]] });

test('points that crowd become one mark with their number and the commonest class', () => {
  const marks = cluster([point(1, 100, 100), point(2, 105, 100, { class: 3, n: 5 }), point(3, 300, 300)], 512);
  assert.deepEqual(marks.map(({ props }) => [props.n, props.class]), [[6, 3], [1, 7]]);
});

test('a mark tells a state only when all have it', () => {
  assert.equal(cluster([point(1, 100, 100), point(2, 101, 100)], 512)[0].props.state, 'pending');
  assert.equal(cluster([point(1, 100, 100), point(2, 101, 100, { state: 'validated' })], 512)[0].props.state, 'several');
});

test('a mark stays inside its tile, and points of the margin are left to the tile beside', () => {
  const marks = cluster([point(1, 1, 256, { n: 40 }), point(2, -3, 100)], 512);
  assert.equal(marks.length, 1);
  assert.ok(marks[0].geom[0][0].x > 10);
});
