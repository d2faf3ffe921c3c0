// The table of filters that the server is held to as well (tests/Slicks/FilterTextTests.cs).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FILTERS, filterQuery, parse } from '../../wwwroot/js/url-state.js';

const CLASSES = new Map([[5, { code: 'VESSEL' }], [8, { code: 'COINCIDENT_VESSEL' }]]);
const NAMES = new Set([...FILTERS, 'asof']);
const table = JSON.parse(readFileSync(new URL('../cases/filters.json', import.meta.url), 'utf8'));

const pairs = (text) => text.split('&').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
const query = (text) => pairs(text).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

for (const { text, refused } of table) {
  test(`${text} is ${refused ? 'left out' : 'taken'} as the server would`, () => {
    const taken = [...new URLSearchParams(filterQuery(parse(`?${query(text)}`, CLASSES))).keys()];
    const wanted = refused ? [] : pairs(text).filter(([name, value]) => NAMES.has(name) && value).map(([name]) => name);
    assert.deepEqual(taken.sort(), wanted.sort());
  });
}

test('the table has every filter of the page, taken and refused', () => {
  for (const name of NAMES) {
    assert.ok(table.some(({ text, refused }) => !refused && pairs(text).some(([one]) => one === name)), name);
    assert.ok(table.some(({ refused }) => refused === name), name);
  }
});
