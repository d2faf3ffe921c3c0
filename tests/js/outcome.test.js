import { test } from 'node:test';
import assert from 'node:assert/strict';
import { SHOWN, duration, isActive, lastRuns, outcome, reviewLink, whyNotRun } from '../../wwwroot/js/scenes/outcome.js';

const run = (members) => ({ id: 1, scene: 7, status: 'succeeded', queuedAt: '2026-01-01T00:00:00Z', startedAt: '2026-01-01T00:00:05Z', finishedAt: '2026-01-01T00:00:47Z', counts: {}, message: null, ...members });
const image = { state: 'ready', bounds: [10, 40, 13, 42], revision: 1 };

test('a run says in one sentence what became of it', () => {
  assert.equal(outcome(run({ counts: { slicks: 12, replaced: 3, compared: 1 } })), '12 slicks found, 3 unreviewed ones replaced, 1 detection beside reviewed slicks in 42 s.');
  assert.equal(outcome(run({ counts: { slicks: 0 } })), 'Nothing found in 42 s.');
  assert.equal(outcome(run({ status: 'failed', message: 'The image cannot be read.' })), 'The image cannot be read.');
  assert.equal(outcome(run({ status: 'running', stage: 'windows', share: 0.419, finishedAt: null })), 'windows, 41 %');
  assert.match(outcome(run({ status: 'running', stalled: true })), /Nothing is heard/);
  assert.match(outcome(run({ status: 'running', cancelAskedBy: 'ada' })), /ada asked/);
  assert.match(outcome(run({ status: 'cancelled', cancelAskedBy: 'ada' })), /ada.*Nothing was changed/);
  assert.equal(outcome(run({ status: 'queued', startedAt: null }), Date.parse('2026-01-01T00:02:05Z')), 'Has waited for 2 min 5 s.');
});

test('times are as short as their sense', () => {
  assert.equal(duration(400), '0 s');
  assert.equal(duration(185_000), '3 min 5 s');
  assert.equal(duration(7_500_000), '2 h 5 min');
});

test('the last run of a scene is the newest', () => {
  const last = lastRuns([run({ id: 9 }), run({ id: 8, scene: 5 }), run({ id: 3 })]);
  assert.equal(last.get(7).id, 9);
  assert.equal(last.get(5).id, 8);
});

test('what is at work and what failed is found by scene and by run', () => {
  assert.ok(SHOWN.active({ imagery: null }, run({ status: 'queued' })));
  assert.ok(SHOWN.active({ imagery: { state: 'preparing' } }, undefined));
  assert.ok(SHOWN.active({ imagery: null, fetch: { state: 'fetching' } }, undefined));
  assert.ok(!SHOWN.active({ imagery: image }, run({})));
  assert.ok(SHOWN.failed({ imagery: { state: 'failed' } }, undefined));
  assert.ok(SHOWN.failed({ imagery: image, fetch: { state: 'failed' } }, undefined));
  assert.ok(isActive(run({ status: 'running' })) && !isActive(undefined));
});

test('the link to the map shows the slicks of the scene over its image', () => {
  assert.equal(reviewLink({ id: 7, name: 'a b', imagery: image }), '/?scene=a+b&map=8/41.0000/11.5000&img=7');
  assert.equal(reviewLink({ id: 7, name: 'x', imagery: null }), '/?scene=x');
  assert.match(reviewLink({ id: 7, name: 'x', imagery: { ...image, bounds: [179, 0, 183, 2] } }), /1\.0000\/-179\.0000/);
});

test('a run that cannot be started says why', () => {
  assert.equal(whyNotRun({ imagery: image }, true), null);
  assert.match(whyNotRun({ imagery: image }, false), /role/);
  assert.match(whyNotRun({ imagery: null }, true), /no image/);
  assert.match(whyNotRun({ imagery: null, fetch: { state: 'fetching' } }, true), /fetched/);
  assert.match(whyNotRun({ imagery: { state: 'preparing' } }, true), /prepared/);
});
