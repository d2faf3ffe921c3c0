import { test } from 'node:test';
import assert from 'node:assert/strict';
import { guardComposition } from '../../wwwroot/js/keys/composing.js';

const press = (facts) => {
  const target = new EventTarget();
  guardComposition(target);
  let heard = false;
  target.addEventListener('keydown', () => (heard = true));
  const event = Object.assign(new Event('keydown', { cancelable: true }), facts);
  target.dispatchEvent(event);
  return heard;
};

test('the Enter that ends a composition reaches no dialog', () => {
  assert.equal(press({ key: 'Enter', isComposing: true }), false);
  assert.equal(press({ key: 'Enter', isComposing: false, keyCode: 229 }), false);
  assert.equal(press({ key: 'Process', keyCode: 229, ctrlKey: true }), false);
});

test('any other Enter does', () => assert.equal(press({ key: 'Enter', keyCode: 13, isComposing: false }), true));
