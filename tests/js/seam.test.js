import { test } from 'node:test';
import assert from 'node:assert/strict';
import { joined } from '../../wwwroot/js/map/seam.js';

const box = (west, south, east, north) => [[west, south], [east, south], [east, north], [west, north], [west, south]];
const multi = (...coordinates) => ({ type: 'MultiPolygon', coordinates });
const area = ([outer, ...holes]) => Math.abs(ringArea(outer)) - holes.reduce((sum, hole) => sum + Math.abs(ringArea(hole)), 0);
const ringArea = (ring) => ring.slice(1).reduce((sum, [x, y], at) => sum + ring[at][0] * y - x * ring[at][1], 0) / 2;
const seamEdges = (geometry) => geometry.coordinates.flat().flatMap((ring) => ring.slice(1).filter(([lon], at) => lon === 180 && ring[at][0] === 180));

test('two halves are one ring, without the points of the cut', () => {
  const { coordinates } = joined(multi([box(179, 10, 180, 11)], [box(-180, 10, -179.5, 11)]));
  assert.equal(coordinates.length, 1);
  assert.deepEqual(coordinates[0].map((ring) => ring.length), [5]);
  assert.equal(area(coordinates[0]), 1.5);
});

test('what is not on both sides stays as it is', () => {
  for (const geometry of [multi([box(30, 10, 31, 11)]), multi([box(-1, 0, 1, 1)], [box(179, 0, 180, 1)]), multi([box(179, 0, 180, 1)]), { type: 'Polygon', coordinates: [box(179, 0, 180, 1)] }]) {
    assert.deepEqual(joined(geometry), geometry);
  }
});

test('parts that do not meet at the antimeridian stay parts, beyond 180', () => {
  assert.deepEqual(joined(multi([box(179, 10, 179.5, 11)], [box(-179.5, 10, -179, 11)])), multi([box(179, 10, 179.5, 11)], [box(180.5, 10, 181, 11)]));
});

test('a part that only one side has keeps its shore along the antimeridian', () => {
  const whole = joined(multi([box(179, 10, 180, 12)], [box(-180, 10, -179, 11)]));
  assert.equal(whole.coordinates.length, 1);
  assert.equal(area(whole.coordinates[0]), 3);
  assert.equal(seamEdges(whole).length, 1);
});

test('a hole over the antimeridian is a hole', () => {
  const east = [[179, 10], [180, 10], [180, 10.4], [179.8, 10.4], [179.8, 10.6], [180, 10.6], [180, 11], [179, 11], [179, 10]];
  const west = [[-180, 10], [-179, 10], [-179, 11], [-180, 11], [-180, 10.6], [-179.8, 10.6], [-179.8, 10.4], [-180, 10.4], [-180, 10]];
  const { coordinates } = joined(multi([east], [west]));
  assert.deepEqual(coordinates.map((polygon) => polygon.length), [2]);
  assert.ok(Math.abs(area(coordinates[0]) - 1.92) < 1e-9);
});

test('a hole on one side stays with its part', () => {
  const hole = [[179.2, 10.2], [179.2, 10.4], [179.4, 10.4], [179.4, 10.2], [179.2, 10.2]];
  const { coordinates } = joined(multi([box(179, 10, 180, 11), hole], [box(-180, 10, -179, 11)]));
  assert.deepEqual(coordinates.map((polygon) => polygon.length), [2]);
});

test('a shape that goes over and back twice is one', () => {
  const west = [[-180, 10], [-179, 10], [-179, 12], [-180, 12], [-180, 11.8], [-179.5, 11.8], [-179.5, 10.2], [-180, 10.2], [-180, 10]];
  const { coordinates } = joined(multi([box(179, 10, 180, 10.2)], [west], [box(179, 11.8, 180, 12)]));
  assert.deepEqual(coordinates.map((polygon) => polygon.length), [1]);
  assert.equal(seamEdges({ coordinates }).length, 0);
});
