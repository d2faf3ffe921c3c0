import { test } from 'node:test';
import assert from 'node:assert/strict';
import { USUAL, filterBetween, figure, formatLook, inDb, parseLook, rangeOf, spreadOf, stretchName, tileQuery, valueAt, withBand, withDb } from '../../wwwroot/js/imagery/look.js';

const image = { bands: ['VV', 'VH'], unit: 'sigma0', revision: 3 };
const amplitude = { bands: ['VV'], unit: 'amplitude', revision: 1 };
const spread = { min: 0, max: 100, percentiles: { 1: 4, 2: 5, 50: 10, 98: 20, 99: 30 }, histogram: { from: 0, to: 100, counts: [1, 2, 1] } };

test('a look is read and written back unchanged', () => {
  for (const text of ['12', '0', '12~bVH~p1,99~g1.4~d0~o80', 's-22.5,-8', 's0.0012,0.31~d0']) assert.equal(formatLook(parseLook(text)), text);
});

test('a usual look has no text, and no text is no look', () => {
  assert.equal(formatLook(USUAL), '');
  assert.equal(formatLook(null), '');
  assert.equal(parseLook(''), null);
});

test('what cannot be read is as usual', () => assert.deepEqual(parseLook('12~b<script>~p98,2~s5~g99~dx~o-1~zzz'), { ...USUAL, scene: 12 }));

test('amplitudes are shown as they are, backscatter in dB, unless chosen otherwise', () => {
  assert.equal(inDb(USUAL, amplitude), false);
  assert.equal(inDb(USUAL, image), true);
  assert.equal(inDb({ ...USUAL, db: false }, image), false);
});

test('a tile is asked for with all that it depends on', () => {
  assert.equal(tileQuery(USUAL, image, 512), 'band=VV&stretch=percentile:2,98&gamma=1&db=true&size=512&r=3');
  assert.equal(tileQuery({ ...USUAL, band: 'vh', stretch: { kind: 'range', low: -22.123456789, high: -8 }, gamma: 1.5 }, image, 256), 'band=VH&stretch=-22.1235,-8&gamma=1.5&db=true&size=256&r=3');
});

test('percentiles between the known ones lie on straight lines, the ends are the extremes', () => {
  assert.equal(valueAt(spread, 0), 0);
  assert.equal(valueAt(spread, 1.5), 4.5);
  assert.equal(valueAt(spread, 99.5), 65);
  assert.equal(valueAt(spread, 100), 100);
  assert.deepEqual(rangeOf(USUAL, spread), [5, 20]);
  assert.equal(rangeOf(USUAL, null), null);
});

test('numbers set by hand go along from linear to dB and back', () => {
  const look = { ...USUAL, stretch: { kind: 'range', low: 0.01, high: 0.1 } };
  const turned = withDb(look, image, true);
  assert.deepEqual([turned.stretch.low, turned.stretch.high], [-20, -10]);
  const back = withDb(turned, image, false);
  assert.ok(Math.abs(back.stretch.low - 0.01) < 1e-12);
  assert.equal(withDb({ ...USUAL, stretch: { kind: 'range', low: 10, high: 100 } }, amplitude, true).stretch.high, 40);
});

test('a number without a logarithm falls back to the usual stretch', () => assert.deepEqual(withDb({ ...USUAL, stretch: { kind: 'range', low: 0, high: 1 } }, image, true).stretch, USUAL.stretch));

test('another band keeps percentiles and drops numbers', () => {
  assert.deepEqual(withBand({ ...USUAL, stretch: { kind: 'range', low: 1, high: 2 } }, 'VH').stretch, USUAL.stretch);
  assert.deepEqual(withBand({ ...USUAL, stretch: { kind: 'percentile', low: 1, high: 99 } }, 'VH').stretch, { kind: 'percentile', low: 1, high: 99 });
});

test('what is stored in dB and shown as power has the same number of pixels', () => {
  const stored = { bands: ['VV'], unit: 'decibel', revision: 1 };
  const statistics = { bands: [{ name: 'VV', ...spread, histogram: { from: -30, to: 0, counts: [5, 6, 7] }, min: -40, max: 10, db: null }] };
  const power = spreadOf(statistics, { ...USUAL, db: false }, stored);
  assert.equal(power.histogram.counts.reduce((a, b) => a + b), 18);
  assert.equal(power.max, 10);
});

test('the filter shows before the server does what another stretch will look like', () => {
  assert.equal(filterBetween([0, 10], [0, 10]), '');
  const [, contrast, brightness] = /contrast\((.*)\) brightness\((.*)\)/.exec(filterBetween([0, 10], [0, 5])).map(Number);
  for (const x of [0, 0.2, 0.5]) assert.ok(Math.abs(brightness * (contrast * x + (1 - contrast) / 2) - 2 * x) < 0.01, String(x));
});

test('figures are short, with a true minus', () => {
  assert.equal(figure(-18.449, true), '−18.4');
  assert.equal(figure(0.014523, false), '0.0145');
  assert.equal(figure(312.4, false), '312');
  assert.equal(figure(null, true), '–');
  assert.equal(figure(-0.01, true), '0.0');
});

test('a stretch has a name', () => {
  assert.equal(stretchName(USUAL, true), '2–98');
  assert.equal(stretchName({ ...USUAL, stretch: { kind: 'range', low: -22, high: -8 } }, true), '−22.0 – −8.0');
});
