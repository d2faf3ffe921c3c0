import { test } from 'node:test';
import assert from 'node:assert/strict';
import { areaM2, distanceM, greatCircle, lengthM } from '../../wwwroot/js/map/geodesy.js';

const near = (value, expected, share) => assert.ok(Math.abs(value - expected) <= Math.abs(expected) * share, `${value} is not ${expected}`);

// WGS 84: a quarter of the equator is a·π/2, a quarter of a meridian 10,001,965.729 m.
test('quarters of the equator and of a meridian have their lengths', () => {
  near(distanceM([0, 0], [90, 0]), (6378137 * Math.PI) / 2, 1e-12);
  near(distanceM([0, 0], [0, 90]), 10001965.729, 1e-9);
});

// GeographicLib: geodesic from JFK (40.64 N 73.78 W) to LHR (51.47 N 0.45 W) is 5,554.9 km; PostGIS: ST_Distance of POINT(0 0), POINT(1 1) as geography is 156,899.57 m.
test('a degree and an ocean have their lengths', () => {
  near(distanceM([0, 0], [1, 1]), 156899.56829134, 1e-9);
  near(distanceM([-73.78, 40.64], [-0.45, 51.47]), 5554.9e3, 1e-3);
});

test('the way over the antimeridian is the short one when the longitudes go on', () => near(distanceM([179, 10], [181, 10]), distanceM([-1, 10], [1, 10]), 1e-12));

test('opposite sides of the earth do not hang the page', () => near(distanceM([0, 0.1], [179.9, -0.1]), 20003931, 0.006));

test('no way has no length', () => {
  assert.equal(distanceM([3, 4], [3, 4]), 0);
  assert.equal(lengthM([[3, 4]]), 0);
});

// PostGIS: ST_Area(POLYGON((0 0,1 0,1 1,0 1,0 0))::geography) is 12,308,778,361.469 m².
test('a degree at the equator has its area whatever the direction', () => {
  near(areaM2([[0, 0], [1, 0], [1, 1], [0, 1]]), 12308778361.469, 1e-4);
  near(areaM2([[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]), 12308778361.469, 1e-4);
});

test('two places have no area', () => assert.equal(areaM2([[0, 0], [1, 1]]), 0));

test('a great circle goes through its ends and over the north', () => {
  const line = greatCircle([-70, 45], [0, 50]);
  assert.deepEqual(line[0], [-70, 45]);
  assert.deepEqual(line.at(-1), [0, 50]);
  assert.ok(Math.max(...line.map(([, lat]) => lat)) > 52);
});

test('a great circle beyond the antimeridian stays in one piece', () => {
  const line = greatCircle([170, 0], [195, 0]);
  for (let at = 1; at < line.length; at++) assert.ok(Math.abs(line[at][0] - line[at - 1][0]) < 5, line.join(' '));
});
