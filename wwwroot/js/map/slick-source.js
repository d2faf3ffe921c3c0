// Vector tiles of the slicks for protomaps-leaflet. Its own ZxySource reads an error page as a tile; this one does not.
import Pbf from 'pbf';
import { VectorTile } from '@mapbox/vector-tile';
import { cluster } from './clusters.js';
import { patiently } from '../patience.js';
import { unproject } from './geometry.js';

const readFeature = (feature, scale, placeOf) => {
  const geom = feature.loadGeometry();
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  let numVertices = 0;
  for (const line of geom) {
    numVertices += line.length;
    for (const point of line) {
      point.x *= scale;
      point.y *= scale;
      minX = Math.min(minX, point.x);
      minY = Math.min(minY, point.y);
      maxX = Math.max(maxX, point.x);
      maxY = Math.max(maxY, point.y);
    }
  }
  const props = feature.properties;
  // Outlines carry their number as the id of the feature, points as a property.
  props.id ??= feature.id;
  [props.lon, props.lat] = placeOf((minX + maxX) / 2, (minY + maxY) / 2);
  return { id: props.id, geomType: feature.type, geom, numVertices, bbox: { minX, minY, maxX, maxY }, props };
};

/** What protomaps-leaflet expects of a tile: features by layer, in pixels of the tile. */
export const readTile = (buffer, tileSize, { z, x, y }) => {
  const layers = new Map();
  if (buffer.byteLength === 0) return layers;
  const placeOf = (px, py) => unproject((x + px / tileSize) / 2 ** z, (y + py / tileSize) / 2 ** z);
  for (const [name, layer] of Object.entries(new VectorTile(new Pbf(buffer)).layers)) {
    const features = [];
    for (let at = 0; at < layer.length; at++) features.push(readFeature(layer.feature(at), tileSize / layer.extent, placeOf));
    layers.set(name, name === 'points' ? cluster(features, tileSize) : features);
  }
  return layers;
};

const MOST_KEPT = 24;

/** Asks the server for tiles of the filter in force, and keeps the last answer of each for as long as the server does not answer. */
export class SlickSource {
  /** @param {() => string} query of the filter, without question mark */
  constructor(query, failed) {
    this.query = query;
    this.failed = failed;
    this.running = new Set();
    this.generation = 0;
    this.kept = new Map();
  }

  /** From now on answers to the questions of before are asked again. */
  renew() {
    this.generation++;
  }

  async get(place, tileSize) {
    for (;;) {
      const { generation } = this;
      const tile = await this.fetchTile(place, tileSize);
      if (generation === this.generation) return tile;
    }
  }

  async fetchTile(place, tileSize) {
    const name = `${place.z}/${place.x}/${place.y}.mvt?${this.query()}`;
    const asked = patiently(() => fetch(`/tiles/slicks/${name}`, { credentials: 'same-origin' }));
    this.running.add(asked);
    try {
      const answer = await asked;
      if (!answer.ok || answer.redirected) throw new Error(`The tile ${name} was answered with ${answer.status}.`);
      return this.keep(name, readTile(await answer.arrayBuffer(), tileSize, place));
    } catch (failure) {
      this.failed(failure);
      return this.kept.get(name) ?? new Map();
    } finally {
      this.running.delete(asked);
    }
  }

  keep(name, tile) {
    this.kept.delete(name);
    this.kept.set(name, tile);
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value);
    return tile;
  }
}
