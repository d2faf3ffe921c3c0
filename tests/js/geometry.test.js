import { test } from 'node:test';
import assert from 'node:assert/strict';
import { boxOf, gridStep, project, unionBox, unproject, wrapGeometry, wrapLon } from '../../wwwroot/js/map/geometry.js';

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

test('a polygon over the antimeridian is sent in one piece with all longitudes in range, for the server to cut', () => {
  const moved = wrapGeometry({ type: 'Polygon', coordinates: [[[179, 0], [181, 0], [181, 2], [179, 2], [179, 0]]] });
  assert.deepEqual(moved, { type: 'Polygon', coordinates: [[[179, 0], [-179, 0], [-179, 2], [179, 2], [179, 0]]] });
});

test('the same holds on the western side', () => {
  const { coordinates } = wrapGeometry({ type: 'MultiPolygon', coordinates: [[[[-181, 0], [-179, 0], [-179, 2], [-181, 0]]], [[[-178, 0], [-177, 0], [-177, 2], [-178, 0]]]] });
  assert.deepEqual(coordinates, [[[[179, 0], [-179, 0], [-179, 2], [179, 0]]], [[[-178, 0], [-177, 0], [-177, 2], [-178, 0]]]]);
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

test('boxes on both sides of the antimeridian are joined over it', () => {
  assert.deepEqual(unionBox([[179, 0, 181, 2], [-179.5, 1, -179, 3]]), [179, 0, 181, 3]);
  assert.deepEqual(unionBox([[-179.5, 1, -179, 3], [178, 0, 179, 1]]), [178, 0, 181, 3]);
  assert.deepEqual(unionBox([[179, 0, -179, 2], [178, 1, 178.5, 3]]), [178, 0, 181, 3]);
});

test('boxes all over the world are joined as they are', () => {
  assert.deepEqual(unionBox([[-120, 0, -110, 1], [-5, 0, 5, 1], [100, 0, 110, 1]]), [-120, 0, 110, 1]);
  assert.deepEqual(unionBox([[-90.1, 0, -80, 1], [-79, 0, -70.3, 1]]), [-90.1, 0, -70.3, 1]);
});

test('a position on the square comes back as longitude and latitude', () => {
  const [lon, lat] = unproject(...project(33.2, 44.1));
  assert.ok(Math.abs(lon - 33.2) < 1e-9 && Math.abs(lat - 44.1) < 1e-9);
});

test('the box of a slick on both sides of the antimeridian is small', () => {
  const geometry = { type: 'MultiPolygon', coordinates: [[[[179, 0], [180, 0], [180, 2], [179, 0]]], [[[-180, 0], [-179, 0], [-180, 2], [-180, 0]]]] };
  assert.deepEqual(boxOf(geometry), [179, 0, 181, 2]);
  assert.deepEqual(boxOf({ type: 'Polygon', coordinates: [[[1, 2], [3, 2], [3, 5], [1, 2]]] }), [1, 2, 3, 5]);
});
