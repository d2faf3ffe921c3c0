// A light rim around what is selected. Only outside of it: a halo over its inside would hide a slick that is thinner than the rim.
import { longitudeOnMap } from './geometry.js';
import { joined } from './seam.js';

/* global L */
const SPACE = 'http://www.w3.org/2000/svg';
const FAR = 1e5;
let made = 0;

const node = (name, attributes) => {
  const element = document.createElementNS(SPACE, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
};

const Halo = globalThis.L?.Polygon.extend({
  onAdd(map) {
    L.Polygon.prototype.onAdd.call(this, map);
    const name = `halo-${++made}`;
    this._inside = node('path', { fill: '#000', 'fill-rule': 'evenodd' });
    this._mask = node('mask', { id: name, maskUnits: 'userSpaceOnUse', x: -FAR, y: -FAR, width: 2 * FAR, height: 2 * FAR });
    this._mask.append(node('rect', { x: -FAR, y: -FAR, width: 2 * FAR, height: 2 * FAR, fill: '#fff' }), this._inside);
    this._path.before(this._mask);
    this._path.setAttribute('mask', `url(#${name})`);
    this._cut();
  },

  onRemove(map) {
    this._mask.remove();
    L.Polygon.prototype.onRemove.call(this, map);
  },

  _updatePath() {
    L.Polygon.prototype._updatePath.call(this);
    this._cut();
  },

  _cut() {
    this._inside?.setAttribute('d', this._path.getAttribute('d') ?? '');
  },
});

/** The rim of a feature's outline, in one piece also over the antimeridian. */
export const halo = (feature) => {
  const geometry = joined(feature.geometry);
  const onMap = longitudeOnMap(geometry);
  const depth = geometry.type === 'Polygon' ? 1 : 2;
  return new Halo(L.GeoJSON.coordsToLatLngs(geometry.coordinates, depth, ([lon, lat]) => L.latLng(lat, onMap(lon))), { pane: 'selection', interactive: false, fill: false, lineJoin: 'round', className: 'halo', weight: 9 });
};
