// Drawing lines and areas with Geoman, and reading them as GeoJSON that the server takes.
import { library } from '../library.js';
import { map } from './map.js';
import { wrapGeometry } from './geometry.js';
import { joined } from './seam.js';
import { shape } from './shape.js';
import { copy } from './vertices.js';

/* global L */
// Two for each vertex, itself and the middle of what follows.
const MOST_HANDLES = 600;
const STYLE = { pane: 'tool', className: 'drawn', weight: 2, fill: false };

/** Before a tool draws; the first call fetches Geoman. Rejects when that fails. */
export const prepareDrawing = async () => {
  await library('geoman');
  if (map.pm) return;
  map.pm = new L.PM.Map(map);
  map.pm.setGlobalOptions({ snappable: false, continueDrawing: false, tooltips: false, finishOn: 'dblclick', finishOnEnter: false, exitModeOnEscape: false, allowSelfIntersection: true, templineStyle: { className: 'drawn', pane: 'tool', weight: 2 }, hintlineStyle: { className: 'drawn hint', pane: 'tool', weight: 2, dashArray: '5 5' }, pathOptions: STYLE });
  new MutationObserver(nameHandles).observe(map.getPane('markerPane'), { childList: true });
};

/** Geoman's handles are buttons without a name. */
const nameHandles = () => {
  for (const handle of map.getPane('markerPane').querySelectorAll('[role=button]:not([aria-label])')) handle.setAttribute('aria-label', 'Point of the outline');
};

const drawer = () => map.pm?.Draw[map.pm.Draw.getActiveShape()] ?? null;

/** Points set so far. */
export const drawnPoints = () => drawer()?._layer?.getLatLngs().flat(Infinity).length ?? 0;

/** Ends the line or closes the area with the points set so far. */
export const finishShape = () => drawer()?._finishShape();

let finished = null;
let drawing = null;
let taken = [];

const begin = (points) => {
  map.pm.enableDraw(drawing.kind, { cursorMarker: false });
  for (const latlng of points) drawer()._createVertex({ latlng });
  drawer()._layer.on('pm:vertexadded', () => (taken = []));
};

/** Lets the analyst draw a "Line" or "Polygon", from its beginning or on from points that were set; calls back with the layer. */
export const draw = (kind, done, points = []) => {
  stopDrawing();
  drawing = { kind };
  taken = [];
  finished = ({ layer }) => done(layer);
  map.once('pm:create', finished);
  begin(points);
};

/** True while points are being set. */
export const isDrawing = () => !!drawer();

/** True when Enter can end what is drawn: a line has two points, an area three. */
export const isEnough = () => drawnPoints() >= (drawing?.kind === 'Line' ? 2 : 3);

/** Takes the last point back; there is one. */
export const removeLastPoint = () => {
  const points = drawer()._layer.getLatLngs();
  taken.push(points.at(-1));
  if (points.length > 1) drawer()._removeLastVertex();
  else {
    // Without its last point the drawing would end, and the tool with it.
    map.pm.disableDraw();
    begin([]);
  }
};

/** Sets the point again that was taken back last. Returns whether there was one. */
export const putBackPoint = () => {
  const latlng = taken.at(-1);
  if (!latlng) return false;
  const left = taken.slice(0, -1);
  drawer()._createVertex({ latlng });
  taken = left;
  return true;
};

export const stopDrawing = () => {
  if (finished) map.off('pm:create', finished);
  finished = drawing = null;
  if (map.pm?.globalDrawModeEnabled()) map.pm.disableDraw();
};

// A handle for each of ten thousand vertices would stop the browser; the nearest to the pointer are enough.
const mark = (layer) => layer.pm.enable({ limitMarkersToCount: MOST_HANDLES, limitMarkersToViewport: true, allowSelfIntersection: true, snappable: false, draggable: false, removeLayerBelowMinVertexCount: false });

/** Takes the handles away for a while. */
export const stopMarking = (layer) => layer.pm.disable();

/** The vertices, to look at. */
export const readShape = (layer) => layer.getLatLngs();

/** Gives a layer in hand other vertices. */
export const putShape = (layer, places) => {
  stopMarking(layer);
  layer.setLatLngs(copy(places));
  mark(layer);
};

/** Makes a layer editable; calls back after each change. */
export const makeEditable = (layer, changed) => {
  mark(layer);
  layer.on('pm:edit pm:vertexremoved', changed);
};

export const stopEditing = (layer) => {
  layer.pm?.disable();
  layer.remove();
};

/** Puts a line or an area on the map that was drawn before, to go on with it. */
export const drawnShape = (geometry) => shape({ type: 'Feature', properties: {}, geometry }, STYLE).getLayers()[0].addTo(map);

/** Full precision: the server knows a vertex that nobody moved by its digits. */
export const geometryOf = (layer) => wrapGeometry(layer.toGeoJSON(false).geometry);

/** Puts an outline on the map as something that can be edited. */
export const editableOutline = (outline) => {
  const whole = joined(outline);
  const geometry = whole.type === 'MultiPolygon' && whole.coordinates.length === 1 ? { type: 'Polygon', coordinates: whole.coordinates[0] } : whole;
  return shape({ type: 'Feature', properties: {}, geometry }, { pane: 'tool', className: 'edited', weight: 2, fill: true }).getLayers()[0].addTo(map);
};
