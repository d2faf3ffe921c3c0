import { test } from 'node:test';
import assert from 'node:assert/strict';
import { isComposing, meanings } from '../../wwwroot/js/keys/press.js';

const press = (key, code, more = {}) => ({ key, code, getModifierState: (name) => name === 'AltGraph' && !!more.altGraph, ...more });
const among = (known) => (event) => meanings(event).find((one) => known.includes(one)) ?? null;
const command = among(['v', 'x', 'z', 's', 'w', 'i', 'd', '1', '2', '6', '[', ']', '/', '?', ' ', 'enter', 'escape', 'arrowdown', 'ctrl+z', 'ctrl+shift+z', 'ctrl+y']);

test('a key of another script is the one that stands at its place', () => {
  for (const [script, key, code, meant] of [
    ['Cyrillic', 'м', 'KeyV', 'v'], ['Cyrillic with Shift or CapsLock', 'М', 'KeyV', 'v'], ['Ukrainian', 'і', 'KeyS', 's'],
    ['Greek', 'ω', 'KeyV', 'v'], ['Greek', 'ς', 'KeyW', 'w'], ['Arabic', 'ر', 'KeyV', 'v'], ['Hebrew', 'ה', 'KeyV', 'v'],
    ['Turkish without a dot', 'ı', 'KeyI', 'i'], ['Turkish with a dot', 'İ', 'KeyI', 'i'], ['Hangul', 'ㅍ', 'KeyV', 'v'],
    ['Cyrillic', 'х', 'BracketLeft', '['], ['Arabic', 'د', 'BracketRight', ']'], ['Arabic', 'ظ', 'Slash', '/'],
  ]) assert.equal(command(press(key, code)), meant, `${script} ${key}`);
  assert.equal(command(press('؟', 'Slash', { shiftKey: true })), '?');
});

test('a Latin letter is what it says, wherever it stands', () => {
  assert.equal(command(press('z', 'KeyY')), 'z');
  assert.equal(command(press('v', 'Period')), 'v');
  assert.equal(command(press(';', 'KeyZ')), null);
  assert.equal(command(press('a', 'KeyQ')), null);
});

test('CapsLock changes nothing', () => {
  assert.equal(command(press('V', 'KeyV')), 'v');
  assert.equal(command(press('Z', 'KeyZ', { ctrlKey: true })), 'ctrl+z');
  assert.equal(command(press('z', 'KeyZ', { ctrlKey: true, shiftKey: true })), 'ctrl+shift+z');
});

test('digits are found where they need Shift, and of other scripts', () => {
  assert.equal(command(press('&', 'Digit1')), '1');
  assert.equal(command(press('é', 'Digit2')), '2');
  assert.equal(command(press('1', 'Digit1', { shiftKey: true })), '1');
  assert.equal(command(press('ě', 'Digit2')), '2');
  assert.equal(command(press('١', 'Digit1')), '1');
  assert.equal(command(press('1', 'Numpad1')), '1');
});

test('what Shift makes of a digit is no digit, and the minus of a French keyboard stays one', () => {
  assert.equal(command(press('!', 'Digit1', { shiftKey: true })), null);
  assert.equal(command(press('-', 'Digit6')), null);
  assert.equal(command(press('End', 'Numpad1')), null);
});

test('signs that need AltGr or Option are taken as they come, letters with it are not', () => {
  assert.equal(command(press('[', 'Digit8', { altGraph: true, ctrlKey: true, altKey: true })), '[');
  assert.equal(command(press('[', 'Digit8', { altGraph: true })), '[');
  assert.equal(command(press('[', 'Digit5', { altKey: true })), '[');
  assert.equal(command(press(']', 'Digit9', { altGraph: true })), ']');
  assert.equal(command(press('/', 'Digit7', { shiftKey: true })), '/');
  assert.equal(command(press('?', 'Minus', { shiftKey: true })), '?');
  assert.equal(command(press('ż', 'KeyZ', { altGraph: true })), null);
  assert.equal(command(press('v', 'KeyV', { altKey: true })), null);
  assert.equal(command(press('z', 'KeyZ', { altKey: true, ctrlKey: true })), null);
});

test('undo and redo are found on other layouts too', () => {
  assert.equal(command(press('я', 'KeyZ', { ctrlKey: true })), 'ctrl+z');
  assert.equal(command(press('Я', 'KeyZ', { ctrlKey: true, shiftKey: true })), 'ctrl+shift+z');
  assert.equal(command(press('z', 'KeyZ', { metaKey: true })), 'ctrl+z');
  assert.equal(command(press('н', 'KeyY', { ctrlKey: true })), 'ctrl+y');
  assert.equal(command(press('v', 'KeyV', { ctrlKey: true })), null);
});

test('while an input method composes no key is the page’s', () => {
  assert.deepEqual(meanings(press('Enter', 'Enter', { isComposing: true })), []);
  assert.deepEqual(meanings(press('Enter', 'Enter', { keyCode: 229 })), []);
  assert.deepEqual(meanings(press('v', 'KeyV', { keyCode: 229 })), []);
  assert.equal(isComposing(press('Enter', 'Enter', { keyCode: 13 })), false);
});

test('an arrow with Shift has a meaning of its own, or that of the arrow', () => {
  const down = press('ArrowDown', 'ArrowDown', { shiftKey: true });
  assert.equal(command(down), 'arrowdown');
  assert.equal(among(['arrowdown', 'shift+arrowdown'])(down), 'shift+arrowdown');
});

test('a key that a browser gives no name is passed over', () => {
  assert.deepEqual(meanings({ key: undefined }), []);
  assert.equal(command(press('Dead', 'BracketLeft')), null);
  assert.equal(command(press('Unidentified', 'KeyV')), 'v');
});
