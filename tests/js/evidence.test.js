import { test } from 'node:test';
import assert from 'node:assert/strict';
import { apart, evidence, isOfAnotherDate, sentence } from '../../wwwroot/js/imagery/evidence.js';

const slick = { scene: 'A', timestamp: '2020-11-21T22:57:00Z' };
const later = { scene: 'C', timestamp: '2020-11-23T22:57:00Z' };
const own = { name: 'A', acquired: '2020-11-21T22:57:00Z' };
const before = { name: 'B', acquired: '2020-11-15T22:57:10Z' };
const slice = { name: 'D', acquired: '2020-11-21T22:57:25Z' };
const minute = (iso) => iso.slice(0, 10);

test('how far an image is from a slick is said in the unit that a person would take', () => {
  assert.equal(apart('2020-11-15T22:57:00Z', slick.timestamp), '6 days earlier');
  assert.equal(apart('2020-11-22T22:57:00Z', slick.timestamp), '24 h later');
  assert.equal(apart('2020-11-23T10:57:00Z', slick.timestamp), '36 h later');
  assert.equal(apart('2020-11-21T22:17:00Z', slick.timestamp), '40 min earlier');
  assert.equal(apart('2020-11-21T22:57:25Z', slick.timestamp), '25 s later');
  assert.equal(apart(slick.timestamp, slick.timestamp), 'at the same time');
});

test('the image of another day is said loudly to be not this slick’s', () =>
  assert.deepEqual(sentence([slick], before, null, minute), { state: 'other', text: 'Not this slick’s image: 6 days earlier' }));

test('its own image is said quietly, and that there is none too', () => {
  assert.deepEqual(sentence([slick], own, null, minute), { state: 'own', text: 'Over its own image, 2020-11-21' });
  assert.deepEqual(sentence([slick], null, null, minute), { state: 'none', text: 'No radar image is shown.' });
});

test('the neighbouring slice of one pass is not its own image and not another day’s', () =>
  assert.deepEqual(sentence([slick], slice, null, minute), { state: 'near', text: 'Not this slick’s image: 25 s later, in one pass' }));

test('in a swipe it is said which side is its own', () => {
  assert.equal(sentence([slick], own, before, minute).text, 'Only the left image is this slick’s; the right one is 6 days earlier');
  assert.equal(sentence([slick], before, own, minute).text, 'Only the right image is this slick’s; the left one is 6 days earlier');
  assert.equal(sentence([slick], before, { name: 'E', acquired: '2020-11-23T22:57:00Z' }, minute).text, 'Neither image is this slick’s: left 6 days earlier, right 2 days later');
  assert.equal(sentence([slick], own, own, minute).state, 'own');
});

test('of slicks of several scenes one that is not of the image is enough', () => {
  const found = evidence([slick, later], own);
  assert.equal(found.own, false);
  assert.equal(found.seconds, -2 * 86_400);
  assert.equal(sentence([slick, later], own, null, minute).text, 'Not the image of all these slicks: 2 days earlier');
});

test('what a decision says of its image is a number, earlier below zero', () => assert.equal(evidence([slick], before).seconds, -6 * 86_400 + 10));

test('slicks of another date are told apart only where the image is', () => {
  const minutes = (iso) => Date.parse(iso) / 60_000;
  const everywhere = () => true;
  assert.equal(isOfAnotherDate({ t: minutes(before.acquired) }, [own], everywhere), true);
  assert.equal(isOfAnotherDate({ t: Math.floor(minutes(own.acquired)) }, [own], everywhere), false);
  assert.equal(isOfAnotherDate({ t: minutes(before.acquired) }, [own, before], everywhere), false);
  assert.equal(isOfAnotherDate({ t: minutes(before.acquired) }, [own], () => false), false);
  assert.equal(isOfAnotherDate({}, [own], everywhere), false);
});
