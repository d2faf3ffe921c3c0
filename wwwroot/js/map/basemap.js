// The offline base map: land, borders, names and a graticule, drawn in canvas tiles from Natural Earth (world-atlas), in the colours of the theme.
import { gridStep, project } from './geometry.js';

/* global L */
const FINE_FROM_ZOOM = 6;
const FAR_TO_ZOOM = 3;
const CHUNK = 64;
const PADDING = 4;
const SLICE_MS = 6;

const colours = () => {
  const style = getComputedStyle(document.documentElement);
  const take = (name) => style.getPropertyValue(name).trim();
  return { sea: take('--map-sea'), land: take('--map-land'), coast: take('--map-coast'), border: take('--map-border'), grid: take('--map-grid'), name: take('--map-name'), halo: take('--map-land') };
};

const load = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker('/js/map/basemap-worker.js');
    worker.onmessage = ({ data }) => {
      resolve(data);
      worker.terminate();
    };
    worker.onerror = reject;
    worker.postMessage(request);
  });

/** Walks a packed line near a tile; a chunk that lies wholly on one side of the tile is replaced by its ends, which changes nothing inside. */
const trace = (ctx, packed, index, view, filled) => {
  const { positions, starts, firstBox, boxes } = packed;
  const last = starts[index + 1] - 1;
  const x = (point) => (positions[point * 2] - view.west) * view.scale;
  const y = (point) => (positions[point * 2 + 1] - view.north) * view.scale;
  let pen = false;
  for (let from = starts[index], box = firstBox[index]; from < last; from += CHUNK, box++) {
    const to = Math.min(from + CHUNK, last);
    const [w, n, e, s] = [boxes[box * 4], boxes[box * 4 + 1], boxes[box * 4 + 2], boxes[box * 4 + 3]];
    const away = e < view.w || w > view.e || s < view.n || n > view.s;
    if (away && !filled) {
      pen = false;
      continue;
    }
    if (!pen) ctx.moveTo(x(from), y(from));
    pen = true;
    if (away) ctx.lineTo(x(to), y(to));
    else
      for (let point = from + 1; point <= to; point++) {
        // The cut along the antimeridian is not a coast.
        const onEdge = !filled && Math.abs(positions[point * 2] - 0.5) > 0.49999 && Math.abs(positions[point * 2 - 2] - 0.5) > 0.49999;
        if (onEdge) ctx.moveTo(x(point), y(point));
        else ctx.lineTo(x(point), y(point));
      }
  }
};

const nearby = (packed, index, view) => {
  for (let box = packed.firstBox[index]; box < packed.firstBox[index + 1]; box++) {
    if (packed.boxes[box * 4 + 2] >= view.w && packed.boxes[box * 4] <= view.e && packed.boxes[box * 4 + 3] >= view.n && packed.boxes[box * 4 + 1] <= view.s) return true;
  }
  return false;
};

const surrounds = (packed, index, view) => {
  let [w, n, e, s] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let box = packed.firstBox[index]; box < packed.firstBox[index + 1]; box++) {
    w = Math.min(w, packed.boxes[box * 4]);
    n = Math.min(n, packed.boxes[box * 4 + 1]);
    e = Math.max(e, packed.boxes[box * 4 + 2]);
    s = Math.max(s, packed.boxes[box * 4 + 3]);
  }
  return w <= view.e && e >= view.w && n <= view.s && s >= view.n;
};

const drawLines = (ctx, packed, view, colour, width) => {
  ctx.beginPath();
  for (let index = 0; index < packed.starts.length - 1; index++) if (nearby(packed, index, view)) trace(ctx, packed, index, view, false);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineJoin = 'round';
  ctx.stroke();
};

const drawLand = (ctx, packed, view, paint) => {
  ctx.beginPath();
  for (let index = 0; index < packed.starts.length - 1; index++) {
    if (surrounds(packed, index, view)) {
      trace(ctx, packed, index, view, true);
      ctx.closePath();
    }
  }
  ctx.fillStyle = paint.land;
  ctx.fill('evenodd');
  drawLines(ctx, packed, view, paint.coast, 1);
};

const drawGrid = (ctx, view, zoom, colour) => {
  const step = gridStep(zoom);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.beginPath();
  const westDegrees = (view.west - 0.5) * 360;
  const size = 256 / view.scale;
  for (let lon = Math.ceil(westDegrees / step) * step; lon < westDegrees + size * 360; lon += step) {
    const x = Math.round((project(lon, 0)[0] - view.west) * view.scale) + 0.5;
    ctx.moveTo(x, 0);
    ctx.lineTo(x, 256);
  }
  const latitude = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  for (let lat = Math.ceil(latitude(view.north + size) / step) * step; lat < latitude(view.north); lat += step) {
    const y = Math.round((project(0, lat)[1] - view.north) * view.scale) + 0.5;
    ctx.moveTo(0, y);
    ctx.lineTo(256, y);
  }
  ctx.stroke();
};

const drawNames = (ctx, names, view, zoom, paint) => {
  ctx.font = `500 ${zoom < 5 ? 11 : 12}px "Inter", sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 3;
  ctx.lineJoin = 'round';
  for (const { name, x, y, degrees2 } of names) {
    const pixels2 = degrees2 * ((256 * 2 ** zoom) / 360) ** 2;
    if (pixels2 < 6000 || zoom > 9) continue;
    const [left, top] = [(x - view.west) * view.scale, (y - view.north) * view.scale];
    if (left < -120 || left > 376 || top < -20 || top > 276) continue;
    ctx.strokeStyle = paint.halo;
    ctx.strokeText(name, left, top);
    ctx.fillStyle = paint.name;
    ctx.fillText(name, left, top);
  }
};

const works = [];
let working = false;

const work = () => {
  const until = performance.now() + SLICE_MS;
  while (works.length && performance.now() < until) works.shift()();
  working = works.length > 0;
  if (working) requestAnimationFrame(work);
};

/** A view is some thirty tiles; drawn in one go they would stop the hand that drags the map. */
const soon = (draw) => {
  works.push(draw);
  if (working) return;
  working = true;
  requestAnimationFrame(work);
};

/** Made when it is first asked for: Leaflet may come after this module. */
const members = {
  options: { pane: 'tilePane', updateWhenZooming: false, keepBuffer: 3 },

  onAdd(map) {
    this.paint = colours();
    L.GridLayer.prototype.onAdd.call(this, map);
    this.coarseReady = load({ land: '/lib/world-atlas/land-50m.json', countries: '/lib/world-atlas/countries-50m.json' }).then((data) => {
      this.coarse = data;
      this.redraw();
    });
    map.on('zoomend', this.wantFine, this);
    this.coarseReady.then(() => this.wantFine());
  },

  /** The fine coast is three megabytes; it is read when somebody looks that closely. */
  wantFine() {
    if (this.fine || this.asked || !this._map || this._map.getZoom() < FINE_FROM_ZOOM) return;
    this.asked = true;
    load({ land: '/lib/world-atlas/land-10m.json' }).then((data) => {
      this.fine = data;
      this.redraw();
    });
  },

  recolour() {
    this.paint = colours();
    this.redraw();
  },

  createTile(coords, done) {
    const tile = document.createElement('canvas');
    const ratio = Math.min(2, devicePixelRatio || 1);
    tile.width = tile.height = 256 * ratio;
    const ctx = tile.getContext('2d');
    ctx.scale(ratio, ratio);
    ctx.fillStyle = this.paint.sea;
    ctx.fillRect(0, 0, 256, 256);
    soon(() => {
      this.drawTile(ctx, coords);
      done(null, tile);
    });
    return tile;
  },

  drawTile(ctx, coords) {
    const tiles = 2 ** coords.z;
    const scale = 256 * tiles;
    const [west, north] = [(((coords.x % tiles) + tiles) % tiles) / tiles, coords.y / tiles];
    const padding = PADDING / scale;
    const view = { west, north, scale, w: west - padding, n: north - padding, e: west + 1 / tiles + padding, s: north + 1 / tiles + padding };
    const coarse = coords.z <= FAR_TO_ZOOM ? this.coarse?.far : this.coarse;
    const land = coords.z >= FINE_FROM_ZOOM && this.fine ? this.fine.land : coarse?.land;
    drawGrid(ctx, view, coords.z, this.paint.grid);
    if (land) drawLand(ctx, land, view, this.paint);
    if (coarse) {
      drawLines(ctx, coarse.borders, view, this.paint.border, 1);
      drawNames(ctx, this.coarse.names, view, coords.z, this.paint);
    }
  },
};

let Basemap = null;

export const basemap = () => {
  Basemap ??= L.GridLayer.extend(members);
  return new Basemap();
};
