// The layer of all slicks: vector tiles of the server, painted by protomaps-leaflet.
import { facts, page, on } from '../page.js';
import { filterQuery } from '../url-state.js';
import { toast } from '../toasts.js';
import { onTheme } from '../theme.js';
import { SlickSource } from './slick-source.js';
import { pointPaint, polygonPaint, readPalette } from './slick-paint.js';
import { unproject } from './geometry.js';
import { hits, locate } from './hit-test.js';
import { isOfAnotherDate } from '../imagery/evidence.js';
import { covers } from '../imagery/choose.js';

/* global protomapsL */
const LAST_DATA_ZOOM = 16;
const MOST_TILES = 24;
const AGAIN_MS = 5000;

let layer = null;
let source = null;
let palette = null;
let again = 0;
const hiddenIds = new Set();

const view = () => layer.views.get('');

const dataZoom = () => Math.max(0, Math.min(Math.round(layer._map.getZoom()) - view().levelDiff, view().maxDataLevel));

const refresh = () => {
  // Tiles stay on the screen until their successors are painted over them.
  source.renew();
  view().tileCache.cache.clear();
  layer.rerenderTiles();
};

/** A hole in the map looks like clean sea: it is said, and the tiles are asked for again. */
const failed = () => {
  if (again) return;
  toast('Some slicks could not be loaded. They are asked for again.', { kind: 'note', stays: AGAIN_MS });
  again = setTimeout(() => {
    again = 0;
    refresh();
  }, AGAIN_MS);
};

/** A tile of a crowded scene holds megabytes of points; those used longest ago are dropped, the browser's own cache has them. */
const trim = () => {
  const { cache } = view().tileCache;
  const oldest = [...cache].sort(([, a], [, b]) => b.used - a.used).slice(MOST_TILES);
  for (const [key] of oldest) cache.delete(key);
};

/** Does not paint these: they are drawn as outlines that are being edited. */
export const hideIds = (ids) => {
  hiddenIds.clear();
  for (const id of ids) hiddenIds.add(id);
  layer.rerenderTiles();
};

/** Properties of the slicks under a place of the map, the one to take first. */
export const at = (latlng, zoom) => {
  if (page.hidden) return [];
  const found = locate(view(), latlng.lng, latlng.lat, zoom);
  return found ? hits(found.tile, found.p, found.pixel) : [];
};

/** Ids of the slicks whose middle is inside a box of the map; marks of several do not count. */
export const drawnInside = (bounds) => {
  const found = new Set();
  for (const [key, { data }] of view().tileCache.cache) {
    const [x, y, z] = key.split(':').map(Number);
    if (z !== dataZoom()) continue;
    const tileSize = view().tileCache.tileSize;
    for (const { bbox, props } of [...data.values()].flat()) {
      const at = (px, py) => unproject((x + px / tileSize) / 2 ** z, (y + py / tileSize) / 2 ** z);
      const [lon, lat] = at((bbox.minX + bbox.maxX) / 2, (bbox.minY + bbox.maxY) / 2);
      if (!(props.n > 1) && bounds.contains([lat, lon])) found.add(props.id);
    }
  }
  return found;
};

/** Properties of a slick that is drawn somewhere, or null. */
export const drawn = (id) => {
  for (const { data } of view().tileCache.cache.values()) {
    for (const features of data.values()) {
      const found = features.find((feature) => feature.props.id === id);
      if (found) return found.props;
    }
  }
  return null;
};

/** Calls back once all tiles of the first view are there. */
export const onFirstTiles = (then) => (layer.isLoading() ? layer.once('load', then) : then());

export const tilesLoading = () => source.running.size > 0 || layer.isLoading();

/** Whether a slick is of another day than the image that is shown below it. */
const isFaint = (props) => isOfAnotherDate(props, [page.scene, page.sceneBeside].filter(Boolean), covers);

export const addSlickTiles = (map) => {
  palette = readPalette(facts.classes);
  const rules = [
    { dataLayer: 'slicks', symbolizer: polygonPaint(() => palette, hiddenIds, isFaint) },
    { dataLayer: 'points', symbolizer: pointPaint(() => palette, hiddenIds, isFaint) },
  ];
  layer = protomapsL.leafletLayer({ url: '/tiles/slicks/{z}/{x}/{y}.mvt', maxDataZoom: LAST_DATA_ZOOM, paintRules: rules, labelRules: [], attribution: '', pane: 'slicks', tileDelay: 0.01, keepBuffer: 1, updateWhenZooming: false });
  source = new SlickSource(() => filterQuery(page), failed);
  view().tileCache.source = source;
  layer.addTo(map);
  map.on('moveend', trim);
  on('filters revision', refresh);
  on('scene sceneBeside', () => layer.rerenderTiles());
  on('hidden', () => (map.getPane('slicks').hidden = page.hidden));
  onTheme(() => {
    palette = readPalette(facts.classes);
    layer.rerenderTiles();
  });
  return layer;
};
