// What a Sentinel-1 product name says. Pure.

const FORM = /^(S1[A-D])_(\w\w)_(RAW|SLC|GRD|OCN)([FHM_])_\d[SANC](SH|SV|DH|DV|HH|HV|VV|VH)_(\d{8}T\d{6})_(\d{8}T\d{6})_(\d{6})_[0-9A-F]{6}_[0-9A-F]{4}(?:\.SAFE)?$/;
const POLARISATIONS = { SH: 'HH', SV: 'VV', DH: 'HH + HV', DV: 'VV + VH' };

const instant = (text) => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}T${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13, 15)}Z`;

/** Its parts, or null when it is the name of something else. */
export const sceneParts = (name) => {
  const found = FORM.exec(name);
  if (!found) return null;
  const [, mission, beam, type, resolution, polarisation, start, stop, orbit] = found;
  return { mission: `Sentinel-1${mission[2]}`, beam, product: type + (resolution === '_' ? '' : resolution), polarisation: POLARISATIONS[polarisation] ?? polarisation, start: instant(start), stop: instant(stop), orbit: +orbit };
};
