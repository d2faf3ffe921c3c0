// The table of kinds as the server sends it, read out of its source.
import { readFileSync } from 'node:fs';

const source = readFileSync(new URL('../../Domain/Decisions/DecisionWords.cs', import.meta.url), 'utf8');
const ROW = /new\(DecisionKind\.(\w+), "([^"]*)", "([^"]*)", "[^"]*", "([^"]*)", (\d+), (\d+|null)(, TakesNote: true)?\)/g;

export const kinds = [...source.matchAll(ROW)].map(([, kind, title, did, noun, least, most, note]) => (
  { kind: kind.toLowerCase(), title, did, noun, least: +least, most: most === 'null' ? null : +most, takesNote: !!note }));
