// The map as a component (App/Map/SlickMap.razor): one Leaflet map in the element that it is given, with what C# tells it to show. It knows nothing of a page.
import { library } from '../library.js';
import { onTheme } from '../theme.js';
import { basemap } from './basemap.js';
import { wrapLon } from './geometry.js';

/* global L */
const EDGE_PX = 24;
const LEAST_DRAG_PX = 6;

const classColour = (id) => getComputedStyle(document.documentElement).getPropertyValue(`--class-${id}`).trim() || '#888';

const styleOf = ({ properties }) => ({ color: classColour(properties?.class), weight: 1.5, fillOpacity: 0.35 });

/** Longitudes of a box that was drawn, west from -180 to 180 and east above it over the antimeridian. */
const boxOf = (bounds) => {
  const west = wrapLon(bounds.getWest());
  return [west, bounds.getSouth(), west + bounds.getEast() - bounds.getWest(), bounds.getNorth()].map((value) => +value.toFixed(6));
};

const drawing = (map, drawn) => {
  let start = null;
  let box = null;
  const on = ({ latlng, originalEvent }) => {
    if (originalEvent.button) return;
    start = latlng;
    map.dragging.disable();
  };
  const move = ({ latlng }) => {
    if (!start) return;
    const bounds = L.latLngBounds(start, latlng);
    box = box?.setBounds(bounds) ?? L.rectangle(bounds, { className: 'map-box', weight: 2 }).addTo(map);
  };
  const off = ({ latlng }) => {
    map.dragging.enable();
    if (start && box && map.latLngToContainerPoint(start).distanceTo(map.latLngToContainerPoint(latlng)) >= LEAST_DRAG_PX) drawn(boxOf(box.getBounds()));
    start = null;
  };
  map.on('mousedown', on).on('mousemove', move).on('mouseup', off);
  return {
    show([west, south, east, north]) {
      const bounds = [[south, west], [north, east]];
      box = box?.setBounds(bounds) ?? L.rectangle(bounds, { className: 'map-box', weight: 2 }).addTo(map);
      map.fitBounds(bounds, { padding: [EDGE_PX, EDGE_PX] });
    },
    end() {
      map.off('mousedown', on).off('mousemove', move).off('mouseup', off);
    },
  };
};

/**
 * Mounts a map.
 * @param {HTMLElement} element
 * @param component the C# side: hears Drawn(west, south, east, north)
 * @param {{draws: boolean}} options draws: a drag draws a box and does not move the map
 * Rejects when the library cannot be fetched.
 */
export const attach = async (element, component, options) => {
  await library('leaflet');
  const map = L.map(element, { zoomControl: false, attributionControl: false, fadeAnimation: false, minZoom: 1, maxZoom: 16, zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches });
  L.control.zoom({ position: 'bottomright' }).addTo(map);
  map.setView([20, 0], 1);
  const ground = basemap();
  ground.addTo(map);
  onTheme(() => ground.recolour());
  let shapes = null;
  const box = options.draws ? drawing(map, (bounds) => component.invokeMethodAsync('Drawn', ...bounds)) : null;
  const watching = new ResizeObserver(() => map.invalidateSize({ pan: false }));
  watching.observe(element);
  return {
    /** @param stream of a GeoJSON FeatureCollection; properties: class, title */
    async show(stream) {
      const collection = JSON.parse(new TextDecoder().decode(await stream.arrayBuffer()));
      shapes?.remove();
      shapes = L.geoJSON(collection, { style: styleOf, onEachFeature: ({ properties }, layer) => properties?.title && layer.bindTooltip(properties.title) }).addTo(map);
      if (shapes.getLayers().length) map.fitBounds(shapes.getBounds(), { padding: [EDGE_PX, EDGE_PX], maxZoom: 12 });
    },
    showBox: (bounds) => box?.show(bounds),
    remove() {
      box?.end();
      watching.disconnect();
      map.remove();
    },
  };
};
