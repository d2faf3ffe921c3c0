// GeoJSON as a Leaflet layer.
import { longitudeOnMap } from './geometry.js';
import { joined } from './seam.js';

/* global L */

/** Like L.geoJSON for one feature or geometry, in one piece also over the antimeridian. */
export const shape = (given, style) => {
  const feature = given.geometry ? { ...given, geometry: joined(given.geometry) } : joined(given);
  const onMap = longitudeOnMap(feature.geometry ?? feature);
  return L.geoJSON(feature, { style, coordsToLatLng: ([lon, lat]) => L.latLng(lat, onMap(lon)) });
};
