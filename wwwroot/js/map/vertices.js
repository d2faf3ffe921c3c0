// The vertices of a line or an area as nested lists of places, as Leaflet has them. A path says where in them one is: [part, ring, index]. Pure.

const isRing = (places) => !Array.isArray(places[0]);

/** The same places, so that who changes the one does not change the other. */
export const copy = (places) => (Array.isArray(places) ? places.map(copy) : { lat: places.lat, lng: places.lng });

export const isSame = (a, b) => (Array.isArray(a) ? Array.isArray(b) && a.length === b.length && a.every((one, at) => isSame(one, b[at])) : a.lat === b?.lat && a.lng === b?.lng);

const middle = (a, b) => ({ lat: (a.lat + b.lat) / 2, lng: (a.lng + b.lng) / 2 });

const candidates = (ring, closed, path) => ring.flatMap((place, at) => {
  const after = ring[at + 1] ?? (closed ? ring[0] : null);
  return [{ path: [...path, at], place, isMiddle: false }, ...(after ? [{ path: [...path, at + 1], place: middle(place, after), isMiddle: true }] : [])];
});

const all = (places, closed, path = []) => (isRing(places) ? candidates(places, closed, path) : places.flatMap((one, at) => all(one, closed, [...path, at])));

/**
 * The vertex, or the middle between two, that is nearest; null when none is within reach.
 * @param distance of a place from where one stands; a vertex goes before a middle that is no nearer
 */
export const nearest = (places, closed, distance, reach) => {
  let best = null;
  for (const one of all(places, closed)) {
    const far = distance(one.place);
    if (far <= reach && (!best || far < best.far)) best = { ...one, far };
  }
  return best;
};

const inRing = (places, [at, ...rest], change) => (isRing(places) ? change([...places], at) : places.map((one, index) => (index === at ? inRing(one, rest, change) : one)));

/** With another place for a vertex, or, for a middle, one vertex more. */
export const withVertex = (places, { path, isMiddle }, place) => inRing(places, path, (ring, at) => (ring.splice(at, isMiddle ? 0 : 1, place), ring));

/** Without a vertex; the same places when the line or the ring would be none any more. */
export const withoutVertex = (places, path, closed) => inRing(places, path, (ring, at) => (ring.length > (closed ? 3 : 2) ? ring.toSpliced(at, 1) : ring));
