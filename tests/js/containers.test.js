import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (name) => readFileSync(join(root, name), 'utf8');

// Instructions with their continuation lines joined, as [name, rest].
const instructions = read('Dockerfile')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.match(/^([A-Z]+)\s+(.+)$/)?.slice(1) ?? [line, '']);
const all = (name) => instructions.filter(([each]) => each === name).map(([, rest]) => rest);
const stages = all('FROM').map((rest) => rest.match(/\sAS\s+(\S+)/)?.[1]);
const lastStage = instructions.slice(instructions.findLastIndex(([name]) => name === 'FROM'));
const compose = parseDocument(read('compose.yaml'), { strict: true, uniqueKeys: true });

test('the Dockerfile has only instructions that Docker knows', () => {
  const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD', 'ARG', 'LABEL'];
  assert.deepEqual(instructions.filter(([name, rest]) => !known.includes(name) || !rest), []);
});

test('what the Dockerfile copies is there', () => {
  for (const copy of all('COPY')) {
    const words = copy.split(/\s+/);
    if (words[0].startsWith('--from=')) {
      assert.ok(stages.includes(words[0].slice(7)), copy);
    } else {
      words.slice(0, -1).forEach((file) => assert.ok(existsSync(join(root, file)), file));
    }
  }
});

test('the forms in brackets are JSON', () => {
  for (const rest of [...all('ENTRYPOINT'), ...all('CMD'), ...all('HEALTHCHECK')]) {
    const list = JSON.parse(rest.slice(rest.indexOf('[')));
    assert.ok(list.length > 0 && list.every((word) => typeof word === 'string'));
  }
});

test('the image does not run as root and tells its health', () => {
  const [, user] = lastStage.find(([name]) => name === 'USER');
  assert.ok(!['root', '0'].includes(user));
  assert.match(all('HEALTHCHECK')[0], /\/healthz/);
});

test('the compose file is YAML without errors and starts what the application needs', () => {
  assert.deepEqual([...compose.errors, ...compose.warnings], []);
  const { services, volumes } = compose.toJS();
  assert.deepEqual(Object.keys(services), ['database', 'review']);
  assert.match(services.database.image, /^postgis\/postgis:/);
  assert.equal(services.review.depends_on.database.condition, 'service_healthy');
  const mounted = Object.values(services).flatMap((service) => service.volumes).map((volume) => volume.split(':')[0]);
  assert.deepEqual(mounted.sort(), Object.keys(volumes).sort());
});

test('the compose file has no password in it', () => {
  assert.doesNotMatch(read('compose.yaml').replaceAll(/^#.*$/gm, '').replaceAll(/\$\{[^}]*\}/g, ''), /password[:=][ \t]*\S/i);
});
