import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ago, area, html, id, ids, length, position } from '../../wwwroot/js/figures.js';

test('numbers carry units and thin spaces', () => {
  assert.equal(id(34930), '34\u2009930');
  assert.equal(area(4_664_796.9), '4.66\u202fkm²');
  assert.equal(area(850), '850\u202fm²');
  assert.equal(length(13_490.1), '13.49\u202fkm');
  assert.equal(length(640), '640\u202fm');
  assert.equal(position(-74.4785, 36.0961), '36.0961° N 74.4785° W');
  assert.equal(ids([1, 2, 3, 4, 5]), '1, 2, 3 and 2 more');
});

test('times are relative for a week', () => {
  const now = Date.parse('2026-06-10T12:00:00Z');
  assert.equal(ago('2026-06-10T11:59:40Z', now), 'just now');
  assert.equal(ago('2026-06-10T11:57:30Z', now), '2 min ago');
  assert.equal(ago('2026-06-09T11:00:00Z', now), 'yesterday');
  assert.equal(ago('2026-01-01T00:00:00Z', now), '1 Jan 2026');
});

test('notes are text, never markup', () => assert.equal(html('<img src=x onerror="a()">&\''), '&lt;img src=x onerror=&quot;a()&quot;&gt;&amp;&#39;'));
