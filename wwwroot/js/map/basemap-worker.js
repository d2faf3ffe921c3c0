// Off the main thread: reads TopoJSON and hands out rings as flat arrays of positions on the Web Mercator square (0 to 1), with a box for every
// 64 points, so that a tile draws only what is near it. A classic worker, since topojson-client is a classic script.
/* global topojson, importScripts */
importScripts('/lib/topojson-client/topojson-client.js');

const CHUNK = 64;

// Half a pixel of the last zoom at which the whole world, or much of it, is in sight.
const FAR_STEP = 0.5 / (256 * 2 ** 3);

const project = (lon, lat) => {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
};

// Lines over the antimeridian come stitched together; they are followed beyond 180 degrees, and drawn a second time one world away.
const unwrap = (line) => {
  let shift = 0;
  let before = line[0][0];
  const open = line.map(([lon, lat]) => {
    if (lon - before > 180) shift -= 360;
    else if (before - lon > 180) shift += 360;
    before = lon;
    return [lon + shift, lat];
  });
  // Antarctica goes once around; its ring closes over the pole.
  const turn = open.at(-1)[0] - open[0][0];
  return Math.abs(turn) > 180 ? [...open, [open.at(-1)[0], -90], [open[0][0], -90], open[0]] : open;
};

const around = (line) => {
  const west = line.reduce((least, [lon]) => Math.min(least, lon), Infinity);
  const east = line.reduce((most, [lon]) => Math.max(most, lon), -Infinity);
  const copies = [line];
  if (west < -180) copies.push(line.map(([lon, lat]) => [lon + 360, lat]));
  if (east > 180) copies.push(line.map(([lon, lat]) => [lon - 360, lat]));
  return copies;
};

/** @param step points nearer than this to the one before are left out; 0 keeps all */
const pack = (stitched, step = 0) => {
  const lines = stitched.flatMap((line) => around(unwrap(line)));
  const points = lines.reduce((sum, line) => sum + line.length, 0);
  const positions = new Float64Array(points * 2);
  const starts = new Uint32Array(lines.length + 1);
  const boxes = [];
  const firstBox = new Uint32Array(lines.length + 1);
  let at = 0;
  lines.forEach((line, index) => {
    starts[index] = at;
    firstBox[index] = boxes.length / 4;
    for (const [place, [lon, lat]] of line.entries()) {
      const [x, y] = project(lon, lat);
      const isBetween = place > 0 && place < line.length - 1;
      if (isBetween && Math.abs(x - positions[at * 2 - 2]) < step && Math.abs(y - positions[at * 2 - 1]) < step) continue;
      positions[at * 2] = x;
      positions[at * 2 + 1] = y;
      at++;
    }
    for (let from = starts[index]; from < at - 1; from += CHUNK) {
      // A chunk shares its last point with the next one.
      const to = Math.min(from + CHUNK, at - 1);
      let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let point = from; point <= to; point++) {
        west = Math.min(west, positions[point * 2]);
        east = Math.max(east, positions[point * 2]);
        north = Math.min(north, positions[point * 2 + 1]);
        south = Math.max(south, positions[point * 2 + 1]);
      }
      boxes.push(west, north, east, south);
    }
  });
  starts[lines.length] = at;
  firstBox[lines.length] = boxes.length / 4;
  return { positions: step > 0 ? positions.slice(0, at * 2) : positions, starts, firstBox, boxes: new Float64Array(boxes) };
};

const rings = (feature) => {
  const geometries = feature.type === 'FeatureCollection' ? feature.features.map((one) => one.geometry) : [feature.geometry];
  return geometries.flatMap((geometry) => (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()));
};

const ringArea = (ring) => {
  let twice = 0;
  for (let at = 0; at < ring.length - 1; at++) twice += ring[at][0] * ring[at + 1][1] - ring[at + 1][0] * ring[at][1];
  return Math.abs(twice) / 2;
};

/** Name and middle of the largest part of each country; size decides from which zoom it is named. */
const names = (countries) =>
  countries.features.map((country) => {
    const outers = country.geometry.type === 'Polygon' ? [country.geometry.coordinates[0]] : country.geometry.coordinates.map((polygon) => polygon[0]);
    const largest = outers.map(unwrap).reduce((a, b) => (ringArea(a) >= ringArea(b) ? a : b));
    const lons = largest.map(([lon]) => lon);
    const lats = largest.map(([, lat]) => lat);
    const middle = project((Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2);
    return { name: country.properties.name, x: middle[0], y: middle[1], degrees2: ringArea(largest) };
  });

onmessage = async ({ data: { land, countries } }) => {
  const [landTopology, countryTopology] = await Promise.all([land, countries].map((address) => (address ? fetch(address).then((answer) => answer.json()) : null)));
  const coasts = rings(topojson.feature(landTopology, landTopology.objects.land));
  const result = { land: pack(coasts), borders: null, names: null, far: null };
  if (countryTopology) {
    const { objects } = countryTopology;
    const borders = topojson.mesh(countryTopology, objects.countries, (a, b) => a !== b).coordinates;
    result.borders = pack(borders);
    result.far = { land: pack(coasts, FAR_STEP), borders: pack(borders, FAR_STEP) };
    result.names = names(topojson.feature(countryTopology, objects.countries));
  }
  const buffers = [result.land, result.borders, result.far?.land, result.far?.borders].filter(Boolean).flatMap((packed) => Object.values(packed).map((array) => array.buffer));
  postMessage(result, buffers);
};
