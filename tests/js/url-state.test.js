import { test } from 'node:test';
import assert from 'node:assert/strict';
import { filterQuery, format, parse as read } from '../../wwwroot/js/url-state.js';

const CLASSES = new Map([[1, { code: 'NOT_OIL' }], [2, { code: 'ANTHROPOGENIC' }], [5, { code: 'VESSEL' }]]);
const parse = (query) => read(query, CLASSES);

test('an address is read and written back unchanged', () => {
  const query = '?class=2&state=pending&minConfidence=0.5&asof=2026-01-02T03:04:05Z&order=area&dir=asc&sel=3,1&tab=history&map=7/44.1000/33.2000&img=12~bVH~s-22,-8~o80&beside=9~p0.1,60';
  assert.equal(format(parse(query)), query);
});

test('an empty address has defaults and stays empty', () => {
  const state = parse('');
  assert.deepEqual(state, { filters: {}, asof: null, order: 'newest', ascending: false, selection: [], tab: 'facts', place: null, look: null, beside: null });
  assert.equal(format(state), '');
});

test('what cannot be read is left out', () => {
  const state = parse('?sel=1,x,1,-2,99999999999999999&map=a/b/c&asof=yesterday&tab=nothing');
  assert.deepEqual(state.selection, [1]);
  assert.equal(state.place, null);
  assert.equal(state.asof, null);
  assert.equal(state.tab, 'facts');
});

test('a filter that the server would refuse is left out', () => {
  for (const query of ['class=99', 'class=oil', 'class=5.0', 'class=-5', 'state=foo', 'state=1', 'minConfidence=1.5', 'minConfidence=NaN', 'minConfidence=0x1', 'scene=a%00b',
    'from=yesterday', 'from=2026', 'to=2026-02-30', 'to=2026-13-01', 'to=2026-01-01T25:00:00Z', 'from=2026-03-08T02:30', 'asof=2026-01-02T03:04:05', 'asof=2026', 'order=foo', 'dir=sideways']) assert.equal(format(parse(`?${query}`)), '', query);
});

test('a filter that the server reads is kept as it was written', () => {
  for (const query of ['class=5', 'class=vessel', 'state=Pending', 'minConfidence=0.5', 'minConfidence=0', 'minConfidence=1', 'scene=S1A', 'from=2026-01-31', 'to=2024-02-29', 'to=2026-01-31T12:00Z', 'from=2026-01-31T12:00:00.5Z']) {
    assert.equal(format(parse(`?${query}`)), `?${query}`, query);
  }
});

test('a plus that came through the address as a space is the plus of the zone', () => {
  const { filters, asof } = parse('?from=2026-01-31T12:00+02:00&asof=2026-01-02T03:04:05+02:00');
  assert.deepEqual(filters, { from: '2026-01-31T12:00+02:00' });
  assert.equal(new Date(asof).toISOString(), '2026-01-02T01:04:05.000Z');
});

test('a day and an instant with a zone are kept as they were written', () => {
  const { filters, asof } = parse('?from=2026-01-31&to=2026-01-31T12:00%2B02:00&asof=2026-01-02T03:04-05:00');
  assert.deepEqual(filters, { from: '2026-01-31', to: '2026-01-31T12:00+02:00' });
  assert.equal(asof, '2026-01-02T03:04-05:00');
});

test('tiles and sums get the filter and the instant, and nothing else', () => {
  assert.equal(filterQuery(parse('?class=5&sel=1&map=3/1/1&order=area&asof=2026-01-02T00:00:00Z')), 'class=5&asof=2026-01-02T00%3A00%3A00Z');
});
