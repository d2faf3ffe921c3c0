// Copies what the page needs from node_modules to wwwroot/lib, which is served and git-ignored. Nothing is changed.
import { cp, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const files = {
  'leaflet/dist/leaflet.js': 'leaflet/leaflet.js',
  'leaflet/dist/leaflet.css': 'leaflet/leaflet.css',
  'leaflet/dist/images': 'leaflet/images',
  'leaflet/LICENSE': 'leaflet/LICENSE',
  '@geoman-io/leaflet-geoman-free/dist/leaflet-geoman.min.js': 'leaflet-geoman/leaflet-geoman.js',
  '@geoman-io/leaflet-geoman-free/dist/leaflet-geoman.css': 'leaflet-geoman/leaflet-geoman.css',
  '@geoman-io/leaflet-geoman-free/LICENSE': 'leaflet-geoman/LICENSE',
  'protomaps-leaflet/dist/protomaps-leaflet.js': 'protomaps-leaflet/protomaps-leaflet.js',
  'protomaps-leaflet/LICENSE': 'protomaps-leaflet/LICENSE',
  '@mapbox/vector-tile/LICENSE.txt': 'mapbox/vector-tile.LICENSE.txt',
  '@mapbox/point-geometry/LICENSE': 'mapbox/point-geometry.LICENSE',
  'pbf/LICENSE': 'mapbox/pbf.LICENSE',
  'topojson-client/dist/topojson-client.min.js': 'topojson-client/topojson-client.js',
  'topojson-client/LICENSE': 'topojson-client/LICENSE',
  'world-atlas/land-50m.json': 'world-atlas/land-50m.json',
  'world-atlas/land-10m.json': 'world-atlas/land-10m.json',
  'world-atlas/countries-50m.json': 'world-atlas/countries-50m.json',
  'world-atlas/LICENSE': 'world-atlas/LICENSE',
  '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2': 'fonts/inter-latin.woff2',
  '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2': 'fonts/inter-latin-ext.woff2',
  '@fontsource-variable/inter/LICENSE': 'fonts/inter.LICENSE',
  '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2': 'fonts/jetbrains-mono-latin.woff2',
  '@fontsource-variable/jetbrains-mono/LICENSE': 'fonts/jetbrains-mono.LICENSE',
};

const target = join(root, 'wwwroot', 'lib');
await rm(target, { recursive: true, force: true });
for (const [from, to] of Object.entries(files)) {
  await mkdir(dirname(join(target, to)), { recursive: true });
  await cp(join(root, 'node_modules', from), join(target, to), { recursive: true });
}
console.log(`${Object.keys(files).length} library files in wwwroot/lib`);
