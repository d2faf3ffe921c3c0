import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (name) => readFileSync(join(root, name), 'utf8');
const listed = read('docs/licences.md');
const missing = (packages) => packages.filter(([name, version]) => !listed.includes(`| ${name} | ${version} |`)).map((each) => each.join(' '));

test('the page of licences has every NuGet package in the version in use', () => {
  const packages = [...read('Directory.Packages.props').matchAll(/PackageVersion Include="([^"]+)" Version="\[([^\]]+)\]"/g)].map((match) => match.slice(1));
  assert.notEqual(packages.length, 0);
  assert.deepEqual(missing(packages), []);
});

test('the page of licences has every .NET tool in the version in use', () => {
  const tools = Object.entries(JSON.parse(read('.config/dotnet-tools.json')).tools).map(([name, { version }]) => [name, version]);
  assert.notEqual(tools.length, 0);
  assert.deepEqual(missing(tools), []);
});

test('the page of licences has every npm package in the version in use', () => {
  const packages = Object.entries(JSON.parse(read('package-lock.json')).packages)
    // Programs for other systems are in the lock and never installed; that for this one is of the package that asks for it.
    .filter(([path, { os, optional }]) => path && !(os && optional))
    .map(([path, { version }]) => [path.split('node_modules/').at(-1), version]);
  assert.notEqual(packages.length, 0);
  assert.deepEqual(missing(packages), []);
});
