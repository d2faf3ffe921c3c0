import { test } from 'node:test';
import assert from 'node:assert/strict';
import { patiently } from '../../wwwroot/js/patience.js';

const answer = (status, retryAfter) => ({ status, headers: new Headers(retryAfter === undefined ? {} : { 'Retry-After': `${retryAfter}` }) });

const asked = async (...answers) => {
  const pauses = [];
  const left = [...answers];
  const last = await patiently(async () => left.shift(), async (seconds) => pauses.push(seconds));
  return { status: last.status, pauses, left: left.length };
};

test('a busy server is asked again when it said', async () => {
  assert.deepEqual(await asked(answer(503, 1), answer(503, 1), answer(200)), { status: 200, pauses: [1, 2], left: 0 });
});

test('a server that stays busy is not asked for ever', async () => {
  assert.deepEqual(await asked(answer(503, 1), answer(503, 1), answer(503, 1), answer(503, 1), answer(200)), { status: 503, pauses: [1, 2, 3], left: 1 });
});

test('a server without its database is not waited for', async () => {
  assert.deepEqual(await asked(answer(503, 5), answer(200)), { status: 503, pauses: [], left: 1 });
});

test('every other answer is taken as it is', async () => {
  assert.deepEqual(await asked(answer(500)), { status: 500, pauses: [], left: 0 });
  assert.deepEqual(await asked(answer(503)), { status: 503, pauses: [], left: 0 });
});
