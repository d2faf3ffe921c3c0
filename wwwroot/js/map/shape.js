// GeoJSON as a Leaflet layer.
import { longitudeOnMap } from './geometry.js';

/* global L */

/** Like L.geoJSON for one feature or geometry, in one piece also over the antimeridian. */
export const shape = (feature, style) => {
  const onMap = longitudeOnMap(feature.geometry ?? feature);
  return L.geoJSON(feature, { style, coordsToLatLng: ([lon, lat]) => L.latLng(lat, onMap(lon)) });
};
