// Drawing lines and areas with Geoman, and reading them as GeoJSON that the server takes.
import { library } from '../library.js';
import { map } from './map.js';
import { wrapGeometry } from './geometry.js';
import { shape } from './shape.js';

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

export const removeLastPoint = () => drawer()?._removeLastVertex();

let finished = null;

/** Lets the analyst draw a "Line" or "Polygon"; calls back with the layer. */
export const draw = (kind, done) => {
  stopDrawing();
  finished = ({ layer }) => done(layer);
  map.once('pm:create', finished);
  map.pm.enableDraw(kind, { cursorMarker: false });
};

export const stopDrawing = () => {
  if (finished) map.off('pm:create', finished);
  finished = null;
  if (map.pm?.globalDrawModeEnabled()) map.pm.disableDraw();
};

/** Makes a layer editable; calls back after each change. */
export const makeEditable = (layer, changed) => {
  // A handle for each of ten thousand vertices would stop the browser; the nearest to the pointer are enough.
  layer.pm.enable({ limitMarkersToCount: MOST_HANDLES, limitMarkersToViewport: true, allowSelfIntersection: true, snappable: false, draggable: false, removeLayerBelowMinVertexCount: false });
  layer.on('pm:edit pm:vertexremoved', changed);
};

export const stopEditing = (layer) => {
  layer.pm?.disable();
  layer.remove();
};

/** Puts a line or an area on the map that was drawn before, to go on with it. */
export const drawnShape = (geometry) => shape({ type: 'Feature', properties: {}, geometry }, STYLE).getLayers()[0].addTo(map);

/** Full precision: a vertex that nobody moved must come back as it was. */
export const geometryOf = (layer) => wrapGeometry(layer.toGeoJSON(false).geometry);

/** Puts an outline on the map as something that can be edited. */
export const editableOutline = (outline) => {
  const { type, coordinates } = outline;
  const geometry = type === 'MultiPolygon' && coordinates.length === 1 ? { type: 'Polygon', coordinates: coordinates[0] } : outline;
  return shape({ type: 'Feature', properties: {}, geometry }, { pane: 'tool', className: 'edited', weight: 2, fill: true }).getLayers()[0].addTo(map);
};
