import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { did, noun } from '../../wwwroot/js/words.js';

const [, members] = /enum DecisionKind\s*\{([^}]*)\}/.exec(readFileSync(new URL('../../Domain/Decisions/DecisionCommand.cs', import.meta.url), 'utf8'));
const kinds = [...members.matchAll(/^\s*(\w+),/gm)].map(([, name]) => name.toLowerCase());

test('every kind of decision that the ledger knows has a verb and a noun of its own', () => {
  assert.ok(kinds.length >= 12, kinds.join());
  for (const kind of kinds) {
    assert.notEqual(did(kind), did('of no kind'), kind);
    assert.notEqual(noun(kind), noun('of no kind'), kind);
  }
});

test('no two kinds share their words', () => {
  assert.equal(new Set(kinds.map(did)).size, kinds.length);
  assert.equal(new Set(kinds.map(noun)).size, kinds.length);
});

test('a kind that nobody named is a decision', () => assert.deepEqual([did('of no kind'), noun('of no kind')], ['changed', 'decision']));
