// Distances and areas on the WGS 84 spheroid. Pure.

const SEMI_MAJOR_M = 6378137;
const FLATTENING = 1 / 298.257223563;
const SEMI_MINOR_M = SEMI_MAJOR_M * (1 - FLATTENING);
const ECCENTRICITY2 = FLATTENING * (2 - FLATTENING);
const ECCENTRICITY = Math.sqrt(ECCENTRICITY2);
const MOST_STEPS = 100;
const radians = (degrees) => (degrees * Math.PI) / 180;
const degrees = (angle) => (angle * 180) / Math.PI;

export const METRES_PER_NAUTICAL_MILE = 1852;

/**
 * Length of the geodesic between two places in metres, to a millimetre.
 * Vincenty, Direct and inverse solutions of geodesics on the ellipsoid, Survey Review 23 (1975). It does not end near the opposite
 * side of the earth; there, the great circle on the sphere of the same area is taken, which is right to 0.5 %.
 */
export const distanceM = ([lon1, lat1], [lon2, lat2]) => {
  if (lon1 === lon2 && lat1 === lat2) return 0;
  const difference = radians(lon2 - lon1);
  const [u1, u2] = [Math.atan((1 - FLATTENING) * Math.tan(radians(lat1))), Math.atan((1 - FLATTENING) * Math.tan(radians(lat2)))];
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = difference;
  for (let step = 0; step < MOST_STEPS; step++) {
    const [sinLambda, cosLambda] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(cosU2 * sinLambda, cosU1 * sinU2 - sinU1 * cosU2 * cosLambda);
    if (sinSigma === 0) return 0;
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosU1 * cosU2 * sinLambda) / sinSigma;
    const cos2Alpha = 1 - sinAlpha * sinAlpha;
    const cos2SigmaM = cos2Alpha === 0 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cos2Alpha;
    const c = (FLATTENING / 16) * cos2Alpha * (4 + FLATTENING * (4 - 3 * cos2Alpha));
    const next = difference + (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * (cos2SigmaM + c * cosSigma * (2 * cos2SigmaM * cos2SigmaM - 1)));
    if (Math.abs(next - lambda) < 1e-12) {
      const squared = (cos2Alpha * (SEMI_MAJOR_M ** 2 - SEMI_MINOR_M ** 2)) / SEMI_MINOR_M ** 2;
      const a = 1 + (squared / 16384) * (4096 + squared * (-768 + squared * (320 - 175 * squared)));
      const b = (squared / 1024) * (256 + squared * (-128 + squared * (74 - 47 * squared)));
      const delta = b * sinSigma * (cos2SigmaM + (b / 4) * (cosSigma * (2 * cos2SigmaM ** 2 - 1) - (b / 6) * cos2SigmaM * (4 * sinSigma ** 2 - 3) * (4 * cos2SigmaM ** 2 - 3)));
      return SEMI_MINOR_M * a * (sigma - delta);
    }
    lambda = next;
  }
  const half = Math.sin(radians(lat2 - lat1) / 2) ** 2 + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(difference / 2) ** 2;
  return 2 * 6371007.1809 * Math.asin(Math.min(1, Math.sqrt(half)));
};

/** Length of a line of places in metres. */
export const lengthM = (points) => points.slice(1).reduce((sum, point, at) => sum + distanceM(points[at], point), 0);

const vector = ([lon, lat]) => [Math.cos(radians(lat)) * Math.cos(radians(lon)), Math.cos(radians(lat)) * Math.sin(radians(lon)), Math.sin(radians(lat))];

/** Places on the great circle between two, both included, so close that straight lines between them look like it; longitudes go on beyond 180. */
export const greatCircle = (from, to, stepKm = 50) => {
  const [a, b] = [vector(from), vector(to)];
  const angle = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  const steps = Math.min(200, Math.ceil((angle * 6371) / stepKm));
  if (steps < 2) return [from, to];
  const line = [from];
  for (let at = 1; at < steps; at++) {
    const [p, q] = [Math.sin((1 - at / steps) * angle) / Math.sin(angle), Math.sin((at / steps) * angle) / Math.sin(angle)];
    const [x, y, z] = [0, 1, 2].map((axis) => p * a[axis] + q * b[axis]);
    const before = line.at(-1)[0];
    const lon = degrees(Math.atan2(y, x));
    line.push([lon + 360 * Math.round((before - lon) / 360), degrees(Math.atan2(z, Math.hypot(x, y)))]);
  }
  line.push(to);
  return line;
};

// Twice the area north of the equator for each radian of longitude, over the square of the larger half-axis. Snyder, Map Projections, 1987, (3-12).
const authalic = (lat) => {
  const sine = Math.sin(radians(lat));
  const e = ECCENTRICITY * sine;
  return (1 - ECCENTRICITY2) * (sine / (1 - e * e) + Math.atanh(e) / ECCENTRICITY);
};

/** Area of a ring of places in m², its sides on great circles; the ring need not be closed. Right to 1e-4 for what fits on a map, like the metrics of a slick. */
export const areaM2 = (ring) => {
  if (ring.length < 3) return 0;
  const closed = [...ring, ring[0]];
  const points = closed.slice(1).flatMap((point, at) => greatCircle(closed[at], point, 10).slice(0, -1));
  let sum = 0;
  for (let at = 0; at < points.length; at++) {
    const [a, b] = [points[at], points[(at + 1) % points.length]];
    sum += radians(b[0] - a[0]) * (authalic(a[1]) + authalic(b[1]));
  }
  return Math.abs((sum * SEMI_MAJOR_M * SEMI_MAJOR_M) / 4);
};
