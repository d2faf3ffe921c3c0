import { test } from 'node:test';
import assert from 'node:assert/strict';
import { apart } from '../../wwwroot/js/map/labels.js';

const box = (x, y) => ({ x, y, width: 80, height: 20 });
const meets = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test('labels at one place stand below one another, and none lies on the toolbar', () => {
  const toolbar = { x: 0, y: 0, width: 130, height: 300 };
  const placed = apart([box(60, 100), box(62, 104), box(60, 110), box(400, 100)], [toolbar]);
  for (const [at, one] of placed.entries()) {
    assert.equal(meets(one, toolbar), false);
    for (const other of placed.slice(at + 1)) assert.equal(meets(one, other), false);
  }
  assert.deepEqual(placed[3], box(400, 100));
});
