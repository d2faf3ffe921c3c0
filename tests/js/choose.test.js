import { test } from 'node:test';
import assert from 'node:assert/strict';
import { choose, contains, covers, neighbour, onLine } from '../../wwwroot/js/imagery/choose.js';
import { sceneParts } from '../../wwwroot/js/imagery/scene-name.js';

const box = ([w, s, e, n]) => ({ type: 'Polygon', coordinates: [[[w, s], [e, s], [e, n], [w, n], [w, s]]] });
const scene = (id, acquired, bounds = [0, 0, 10, 10], state = 'ready') => ({ id, acquired, imagery: { bounds, state, footprint: box(bounds) } });
const [old, middle, newest] = [scene(1, '2020-01-01T00:00:00Z'), scene(2, '2020-02-01T00:00:00Z'), scene(3, '2020-03-01T00:00:00Z', [20, 0, 30, 10])];
const known = new Map([old, middle, newest].map((one) => [one.id, one]));
const view = { wanted: null, scenes: [newest, old, middle], known, ofSelection: null, shown: null, lon: 5, lat: 5 };

test('the newest scene over the middle of the view is shown', () => assert.equal(choose(view).id, 2));

test('what was chosen is shown although another is newer, and none when none was chosen', () => {
  assert.equal(choose({ ...view, wanted: 1 }).id, 1);
  assert.equal(choose({ ...view, wanted: 0 }), null);
  assert.equal(choose({ ...view, wanted: 99 }), null);
});

test('the scene of the selected slick comes before the newest, but not before a choice', () => {
  assert.equal(choose({ ...view, ofSelection: old }).id, 1);
  assert.equal(choose({ ...view, ofSelection: old, wanted: 2 }).id, 2);
  assert.equal(choose({ ...view, ofSelection: scene(9, '2019-01-01T00:00:00Z', [0, 0, 1, 1], 'preparing') }).id, 2);
});

test('between two scenes the one that is shown stays', () => assert.equal(choose({ ...view, lon: 15, shown: old }).id, 1));

test('a scene that is not ready is never chosen by itself', () => assert.equal(choose({ ...view, scenes: [scene(7, '2021-01-01T00:00:00Z', [0, 0, 10, 10], 'failed'), old] }).id, 1));

test('scenes follow one another in time', () => {
  assert.equal(neighbour(view.scenes, middle, -1).id, 1);
  assert.equal(neighbour(view.scenes, middle, 1).id, 3);
  assert.equal(neighbour(view.scenes, newest, 1), null);
  assert.equal(neighbour([old, newest], middle, 1).id, 3);
  assert.equal(neighbour([], null, 1), null);
});

test('a box over the antimeridian contains both of its sides', () => {
  assert.ok(contains([170, -10, 190, 10], 175, 0));
  assert.ok(contains([170, -10, 190, 10], -175, 0));
  assert.ok(contains([170, -10, 190, 10], 185, 0));
  assert.ok(!contains([170, -10, 190, 10], 0, 0));
});

test('the corner of the box of a slanting image is not covered', () => {
  const slanting = { imagery: { bounds: [0, 0, 10, 10], footprint: { type: 'Polygon', coordinates: [[[5, 0], [10, 5], [5, 10], [0, 5], [5, 0]]] } } };
  assert.ok(covers(slanting, 5, 5));
  assert.ok(!covers(slanting, 1, 1));
});

test('ticks of one day do not lie over one another, and none leaves the line', () => {
  const places = onLine([scene(1, '2020-01-01T00:00:00Z'), scene(2, '2020-01-01T00:00:25Z'), scene(3, '2020-12-31T00:00:00Z'), scene(4, '2020-12-31T00:00:01Z')], 0.1);
  for (let at = 1; at < places.length; at++) assert.ok(places[at] - places[at - 1] >= 0.0999, places.join());
  assert.ok(places[0] >= 0 && places.at(-1) <= 1);
  assert.deepEqual(onLine([scene(1, '2020-01-01T00:00:00Z')], 0.1), [0.5]);
});

test('a product name says mission, mode, polarisation, time and orbit', () => {
  const parts = sceneParts('S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF');
  assert.deepEqual(parts, { mission: 'Sentinel-1A', beam: 'IW', product: 'GRDH', polarisation: 'VV + VH', start: '2020-07-29T03:48:59Z', stop: '2020-07-29T03:49:24Z', orbit: 33664 });
  assert.equal(sceneParts('tile_with_slick'), null);
});
