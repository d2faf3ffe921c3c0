import { test } from 'node:test';
import assert from 'node:assert/strict';
import { makeSteps } from '../../wwwroot/js/tools/steps.js';

test('steps are walked back and forward again', () => {
  const steps = makeSteps('a');
  steps.add('b');
  steps.add('c');
  assert.deepEqual([steps.go(-1), steps.now, steps.go(-1), steps.now, steps.isFirst], [true, 'b', true, 'a', true]);
  assert.deepEqual([steps.go(-1), steps.now], [false, 'a']);
  assert.deepEqual([steps.go(1), steps.go(1), steps.now, steps.go(1)], [true, true, 'c', false]);
});

test('a new step takes the place of those that were taken back', () => {
  const steps = makeSteps('a');
  steps.add('b');
  steps.go(-1);
  steps.add('c');
  assert.deepEqual([steps.go(1), steps.now], [false, 'c']);
});

test('after very many steps the first ones are forgotten, and nobody takes what is left for untouched', () => {
  const steps = makeSteps(0);
  for (let step = 1; step <= 500; step++) steps.add(step);
  while (steps.go(-1));
  assert.deepEqual([steps.now, steps.isFirst], [301, false]);
});
