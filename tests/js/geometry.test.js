import { test } from 'node:test';
import assert from 'node:assert/strict';
import { gridStep, project, unionBox, unproject, wrapGeometry, wrapLon } from '../../wwwroot/js/map/geometry.js';

test('a longitude comes back into -180 to 180', () => {
  assert.equal(wrapLon(190), -170);
  assert.equal(wrapLon(-190), 170);
  assert.equal(wrapLon(180), 180);
  assert.equal(wrapLon(-180), -180);
  assert.equal(wrapLon(725), 5);
});

test('a polygon drawn on the next copy of the world is moved, not changed', () => {
  const moved = wrapGeometry({ type: 'Polygon', coordinates: [[[370, 1], [372, 1], [372, 3], [370, 1]]] });
  assert.deepEqual(moved, { type: 'Polygon', coordinates: [[[10, 1], [12, 1], [12, 3], [10, 1]]] });
});

test('a polygon over the antimeridian is cut into two with all longitudes in range', () => {
  const { type, coordinates } = wrapGeometry({ type: 'Polygon', coordinates: [[[179, 0], [181, 0], [181, 2], [179, 2], [179, 0]]] });
  assert.equal(type, 'MultiPolygon');
  assert.equal(coordinates.length, 2);
  const boxes = coordinates.map((polygon) => [Math.min(...polygon[0].map(([lon]) => lon)), Math.max(...polygon[0].map(([lon]) => lon))]);
  assert.deepEqual(boxes.sort((a, b) => a[0] - b[0]), [[-180, -179], [179, 180]]);
});

test('the same holds on the western side', () => {
  const { coordinates } = wrapGeometry({ type: 'Polygon', coordinates: [[[-181, 0], [-179, 0], [-179, 2], [-181, 2], [-181, 0]]] });
  assert.ok(coordinates.flat(2).every(([lon]) => lon >= -180 && lon <= 180));
  assert.equal(coordinates.length, 2);
});

test('a hole moves with its polygon', () => {
  const { coordinates } = wrapGeometry({ type: 'Polygon', coordinates: [[[360, 0], [364, 0], [364, 4], [360, 4], [360, 0]], [[361, 1], [362, 1], [362, 2], [361, 1]]] });
  assert.deepEqual(coordinates[1], [[1, 1], [2, 1], [2, 2], [1, 1]]);
});

test('the corners of the Web Mercator square', () => {
  assert.deepEqual(project(0, 0), [0.5, 0.5]);
  assert.ok(Math.abs(project(-180, 85.0511287798)[1]) < 1e-5);
});

test('boxes are joined and grid steps are round numbers', () => {
  assert.deepEqual(unionBox([[0, 1, 2, 3], [-1, 2, 1, 4]]), [-1, 1, 2, 4]);
  assert.equal(gridStep(2), 30);
  assert.ok(gridStep(10) < 0.5);
});

test('a position on the square comes back as longitude and latitude', () => {
  const [lon, lat] = unproject(...project(33.2, 44.1));
  assert.ok(Math.abs(lon - 33.2) < 1e-9 && Math.abs(lat - 44.1) < 1e-9);
});
