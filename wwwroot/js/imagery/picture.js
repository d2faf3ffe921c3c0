// One scene as a layer of the map. A change of its look never blanks it: each tile stays until its successor is here, and meanwhile a
// filter makes it look as the successor will.
import { filterBetween, tileQuery } from './look.js';

/* global L */
const LONGEST_SWAP_MS = 4000;
const EARTH_METRES_PER_PIXEL = 156543.034;

/** Beyond it a pixel of the image is larger than one of the screen, and the browser enlarges by itself. */
const deepest = ({ pixelSizeM, bounds: [, south, , north] }) => {
  const metres = EARTH_METRES_PER_PIXEL * Math.cos((((south + north) / 2) * Math.PI) / 180);
  return Math.max(3, Math.min(17, Math.ceil(Math.log2(metres / pixelSizeM)) + 1));
};

// A tile of 512 pixels covers 512 of the screen's, or 256 where the screen has twice as many.
const sharp = () => (devicePixelRatio || 1) > 1.4;

const drop = (tile) => {
  if (tile.next) tile.next.src = '';
  tile.next = null;
};

const Tiles = globalThis.L?.TileLayer.extend({
  getTileUrl({ x, y, z }) {
    return `/tiles/scenes/${this.options.scene}/${z + this.options.zoomOffset}/${x}/${y}.png?${this.options.query}`;
  },

  createTile(coords, done) {
    const tile = L.TileLayer.prototype.createTile.call(this, coords, done);
    tile.asked = this.range;
    tile.draggable = false;
    L.DomEvent.on(tile, 'load', () => {
      tile.shown = tile.asked ?? this.range;
      tile.style.filter = filterBetween(tile.shown, this.range);
    });
    return tile;
  },

  /** Shows at once how it will look with another range; asks for nothing. */
  preview(range) {
    this.range = range;
    for (const { el } of Object.values(this._tiles)) el.style.filter = filterBetween(el.shown, range);
  },

  restyle(query, range) {
    this.preview(range);
    if (this.options.query === query) return;
    this.options.query = query;
    for (const tile of Object.values(this._tiles)) this.renew(tile, range);
  },

  /** Puts the successor in the place of a tile when it is decoded; a question that nobody waits for any more is dropped. */
  renew(tile, range) {
    const url = this.getTileUrl(this._wrapCoords(tile.coords));
    drop(tile);
    if (!tile.el.naturalWidth) {
      tile.el.asked = range;
      tile.el.src = url;
      return;
    }
    const next = new Image();
    tile.next = next;
    next.alt = '';
    next.draggable = false;
    next.src = url;
    next.decode().then(() => this.replace(tile, next, range), () => tile.next === next && (tile.next = null));
  },

  replace(tile, next, range) {
    if (tile.next !== next) return;
    tile.next = null;
    next.className = tile.el.className;
    next.style.cssText = tile.el.style.cssText;
    next.shown = range;
    next.style.filter = filterBetween(range, this.range);
    tile.el.replaceWith(next);
    tile.el = next;
  },

  _removeTile(key) {
    if (this._tiles[key]) drop(this._tiles[key]);
    L.TileLayer.prototype._removeTile.call(this, key);
  },

  isBusy() {
    return this.isLoading() || Object.values(this._tiles).some(({ next }) => next);
  },
});

const layerOf = (scene, query, pane) => {
  const [west, south, east, north] = scene.imagery.bounds;
  const half = sharp();
  return new Tiles('', {
    scene: scene.id,
    query,
    pane,
    className: 'radar',
    tileSize: half ? 256 : 512,
    zoomOffset: half ? 0 : -1,
    minNativeZoom: half ? 0 : 1,
    maxNativeZoom: deepest(scene.imagery) + (half ? 0 : 1),
    maxZoom: 18,
    keepBuffer: 1,
    updateWhenZooming: false,
    // Tiles are told apart by longitudes in [-180, 180], so an image over the antimeridian is only limited in latitude.
    bounds: east > 180 ? [[south, -180], [north, 180]] : [[south, west], [north, east]],
  });
};

/** What one pane shows: a scene, or nothing. */
export class Picture {
  constructor(map, pane) {
    this.map = map;
    this.pane = pane;
    this.layer = null;
    this.leaving = new Set();
  }

  /** @param range the numbers that become black and white, when they are known: only for the time until tiles are here */
  show(scene, look, range) {
    const query = tileQuery(look, scene.imagery, 512);
    const name = `${scene.id}/${scene.imagery.revision}`;
    if (this.name === name) this.layer.restyle(query, range);
    else this.change(name, layerOf(scene, query, this.pane), range);
    this.map.getPane(this.pane).style.opacity = look.opacity === 1 ? '' : look.opacity;
  }

  change(name, layer, range) {
    const before = this.layer;
    this.name = name;
    this.layer = layer;
    layer.range = range;
    layer.addTo(this.map);
    if (before) this.leave(before, layer);
  }

  /** What was shown stays below until what is shown now is complete. */
  leave(before, after) {
    before.setZIndex(0);
    after.setZIndex(1);
    this.leaving.add(before);
    const gone = () => {
      before.remove();
      this.leaving.delete(before);
    };
    after.once('load', gone);
    setTimeout(gone, LONGEST_SWAP_MS);
  }

  preview(range) {
    this.layer?.preview(range);
  }

  clear() {
    this.layer?.remove();
    for (const layer of this.leaving) layer.remove();
    this.leaving.clear();
    this.layer = null;
    this.name = null;
  }

  isBusy() {
    return !!this.layer?.isBusy();
  }
}
