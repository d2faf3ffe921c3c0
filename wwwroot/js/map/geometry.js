// Longitudes, positions on the Web Mercator square, and outlines for Leaflet. Pure.

/** Into [-180, 180]: a map that was dragged around the world hands out 190 for -170. */
export const wrapLon = (lon) => (lon >= -180 && lon <= 180 ? lon : ((((lon + 180) % 360) + 360) % 360) - 180);

/** A geometry with every longitude in [-180, 180]. An edge of more than 180 degrees goes over the antimeridian; the server cuts there. */
export const wrapGeometry = ({ type, coordinates }) => {
  const wrap = (part) => (typeof part[0] === 'number' ? [wrapLon(part[0]), part[1]] : part.map(wrap));
  return { type, coordinates: wrap(coordinates) };
};

const bounds = (geometry) => {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (part) => {
    if (typeof part[0] !== 'number') return part.forEach(visit);
    west = Math.min(west, part[0]);
    east = Math.max(east, part[0]);
    south = Math.min(south, part[1]);
    north = Math.max(north, part[1]);
    return undefined;
  };
  visit(geometry.coordinates);
  return [west, south, east, north];
};

/** What lies on both sides of the antimeridian is drawn in one piece, its western longitudes beyond 180. */
export const longitudeOnMap = (geometry) => {
  const [west, , east] = bounds(geometry);
  return east - west > 180 ? (lon) => (lon < 0 ? lon + 360 : lon) : (lon) => lon;
};

/** [w, s, e, n] of a geometry, in one piece also over the antimeridian (then e is above 180). */
export const boxOf = (geometry) => {
  const [west, south, east, north] = bounds(geometry);
  if (east - west <= 180) return [west, south, east, north];
  const onMap = longitudeOnMap(geometry);
  const lons = geometry.coordinates.flat(geometry.type === 'Polygon' ? 1 : 2).map(([lon]) => onMap(lon));
  return [Math.min(...lons), south, Math.max(...lons), north];
};

/** Position on the Web Mercator square, 0 to 1, north up. */
export const project = (lon, lat) => {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
};

/** Longitude and latitude of a position on the square. */
export const unproject = (x, y) => [(x - 0.5) * 360, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];

const around = (boxes) =>
  boxes.reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);

/** [w, s, e, n] of several boxes; over the antimeridian, with e above 180, where that is narrower. */
export const unionBox = (boxes) => {
  const plain = around(boxes.map(([w, s, e, n]) => [w, s, e < w ? e + 360 : e, n]));
  if (plain[2] - plain[0] <= 180) return plain;
  const shifted = around(boxes.map(([w, s, e, n]) => (e < w ? [w, s, e + 360, n] : e <= 0 ? [w + 360, s, e + 360, n] : [w, s, e, n])));
  return shifted[2] - shifted[0] < plain[2] - plain[0] ? shifted : plain;
};

/** Step of a grid in degrees so that lines are about so many pixels apart. */
export const gridStep = (zoom, pixels = 130) => {
  const wanted = (360 / (256 * 2 ** zoom)) * pixels;
  return [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002].find((step) => step <= wanted * 1.4) ?? 0.001;
};
