// How a scene is looked at: which scene, band, stretch, gamma, dB and opacity; as a short text for the address and as the query of a tile. Pure.

/** Stretches by name: percentiles of the scene that become black and white. Slicks lie in the dark end, so their own leaves the bright quarter white. */
export const PRESETS = [
  ['2–98', [2, 98], 'From the 2nd to the 98th percentile: the usual one'],
  ['1–99', [1, 99], 'From the 1st to the 99th percentile'],
  ['0.1–99.9', [0.1, 99.9], 'From the 0.1th to the 99.9th percentile'],
  ['Full', [0, 100], 'From the smallest to the largest value'],
  ['Slicks', [0.1, 75], 'The dark end, where slicks are: the brightest quarter becomes white'],
];

export const GAMMA = { least: 0.3, most: 3 };

/** The picture when nothing was chosen. `scene` null is the newest that covers the middle of the view, 0 is none; `band` null is the first; `db` null is as the pixels are stored. */
export const USUAL = Object.freeze({ scene: null, band: null, stretch: Object.freeze({ kind: 'percentile', low: 2, high: 98 }), gamma: 1, db: null, opacity: 1 });

const isUsualStretch = ({ kind, low, high }) => kind === 'percentile' && low === 2 && high === 98;

const pair = (text) => {
  const [low, high, ...more] = text.split(',').map(Number);
  return more.length === 0 && Number.isFinite(low) && Number.isFinite(high) && low < high ? { low, high } : null;
};

const READERS = {
  b: (text) => (/^[A-Za-z0-9]{1,16}$/.test(text) ? { band: text } : {}),
  p: (text) => {
    const found = pair(text);
    return found && found.low >= 0 && found.high <= 100 ? { stretch: { kind: 'percentile', ...found } } : {};
  },
  s: (text) => {
    const found = pair(text);
    return found ? { stretch: { kind: 'range', ...found } } : {};
  },
  g: (text) => (+text >= GAMMA.least && +text <= GAMMA.most ? { gamma: +text } : {}),
  d: (text) => (text === '1' ? { db: true } : text === '0' ? { db: false } : {}),
  o: (text) => (text !== '' && +text >= 0 && +text <= 100 ? { opacity: +text / 100 } : {}),
};

/** Reads "12~bVH~p1,99~g1.4~d0~o80". What cannot be read is as usual; null when there is no text. */
export const parseLook = (text) => {
  if (!text) return null;
  const look = { ...USUAL };
  for (const part of text.split('~')) {
    if (/^\d{1,15}$/.test(part)) look.scene = +part;
    else Object.assign(look, READERS[part[0]]?.(part.slice(1)));
  }
  return look;
};

const short = (value) => String(+value.toPrecision(6));

/** The text of a look, without what is usual; empty when all of it is. */
export const formatLook = (look) => {
  if (!look) return '';
  const { scene, band, stretch, gamma, db, opacity } = look;
  const parts = [];
  if (scene !== null) parts.push(String(scene));
  if (band) parts.push(`b${band}`);
  if (!isUsualStretch(stretch)) parts.push(`${stretch.kind === 'percentile' ? 'p' : 's'}${short(stretch.low)},${short(stretch.high)}`);
  if (gamma !== 1) parts.push(`g${short(gamma)}`);
  if (db !== null) parts.push(`d${db ? 1 : 0}`);
  if (opacity !== 1) parts.push(`o${Math.round(opacity * 100)}`);
  return parts.join('~');
};

/** The band that is shown of an image. */
export const bandOf = (look, image) => image.bands.find((name) => name.toLowerCase() === look.band?.toLowerCase()) ?? image.bands[0];

/** Whether an image is shown in dB: what is stored as amplitude is shown as it is, unless chosen otherwise. */
export const inDb = (look, image) => look.db ?? image.unit !== 'amplitude';

export const toDb = (value, unit) => (unit === 'decibel' ? value : value > 0 ? (unit === 'amplitude' ? 20 : 10) * Math.log10(value) : null);

export const fromDb = (db, unit) => 10 ** (db / (unit === 'amplitude' ? 20 : 10));

/** The query of a tile or a preview, without question mark. */
export const tileQuery = (look, image, size) => {
  const { stretch, gamma } = look;
  const range = `${short(stretch.low)},${short(stretch.high)}`;
  return `band=${encodeURIComponent(bandOf(look, image))}&stretch=${stretch.kind === 'percentile' ? `percentile:${range}` : range}&gamma=${short(gamma)}&db=${inDb(look, image)}&size=${size}&r=${image.revision}`;
};

/** How the values of a band are spread as shown: in dB, or in the unit of the band. Null when no pixel has data. */
export const spreadOf = (statistics, look, image) => {
  const band = statistics?.bands[image.bands.indexOf(bandOf(look, image))];
  if (!band) return null;
  const spread = inDb(look, image) ? band.db : band;
  if (!spread?.histogram) return null;
  if (inDb(look, image) || image.unit !== 'decibel') return spread;
  // Stored in dB and shown as power: the order is the same, so the percentiles are; the bars are put where their values went.
  const power = (db) => fromDb(db, 'decibel');
  const [from, to] = [power(spread.histogram.from), power(spread.histogram.to)];
  const counts = new Array(spread.histogram.counts.length).fill(0);
  const step = (spread.histogram.to - spread.histogram.from) / counts.length;
  spread.histogram.counts.forEach((count, at) => {
    const value = power(spread.histogram.from + (at + 0.5) * step);
    counts[Math.min(counts.length - 1, Math.max(0, Math.floor(((value - from) / (to - from)) * counts.length)))] += count;
  });
  return { min: power(spread.min), max: power(spread.max), percentiles: Object.fromEntries(Object.entries(spread.percentiles).map(([at, value]) => [at, power(value)])), histogram: { from, to, counts } };
};

/** The value at a percentile from 0 to 100, between the known ones on straight lines, as the server has it. */
export const valueAt = (spread, percentage) => {
  const known = [[0, spread.min], ...Object.entries(spread.percentiles).map(([at, value]) => [+at, value]), [100, spread.max]].sort((a, b) => a[0] - b[0]);
  const next = known.findIndex(([at]) => at >= percentage);
  if (next <= 0) return known[Math.max(0, next)][1];
  const [[a, low], [b, high]] = [known[next - 1], known[next]];
  return low + ((percentage - a) / (b - a)) * (high - low);
};

/** The numbers that become black and white; null while they are not known. */
export const rangeOf = (look, spread) => {
  const { kind, low, high } = look.stretch;
  if (kind === 'range') return [low, high];
  return spread ? [valueAt(spread, low), valueAt(spread, high)] : null;
};

/** The same picture after a change of unit: numbers that were set by hand go along, percentiles stay what they are. */
export const withDb = (look, image, db) => {
  if (look.stretch.kind === 'percentile') return { ...look, db };
  const { unit } = image;
  const turn = db ? (value) => toDb(value, unit === 'decibel' ? 'sigma0' : unit) : (value) => fromDb(value, unit);
  const [low, high] = [turn(look.stretch.low), turn(look.stretch.high)];
  const kept = low !== null && high !== null && Number.isFinite(low) && low < high;
  return { ...look, db, stretch: kept ? { kind: 'range', low, high } : USUAL.stretch };
};

/** Numbers set by hand belong to a band and a unit; with another band, or a scene of another unit, the usual stretch is better than theirs. */
export const withBand = (look, band) => ({ ...look, band, stretch: look.stretch.kind === 'range' ? USUAL.stretch : look.stretch });

/** The CSS filter that makes a picture stretched from `was` look as if stretched from `is`, until the new picture is here. */
export const filterBetween = (was, is) => {
  if (!was || !is || (was[0] === is[0] && was[1] === is[1])) return '';
  const width = is[1] - is[0];
  const [slope, offset] = [(was[1] - was[0]) / width, (was[0] - is[0]) / width];
  // contrast(c) then brightness(b) makes x into b·(c·x + (1 − c)/2).
  const brightness = Math.max(0.02, slope + 2 * offset);
  return `contrast(${(slope / brightness).toFixed(3)}) brightness(${brightness.toFixed(3)})`;
};

/** "12.4", "−18.4", "0.0145": three significant digits, a true minus. */
export const figure = (value, db) => {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const text = db ? size.toFixed(1) : size >= 100 ? size.toFixed(0) : size >= 10 ? size.toFixed(1) : size >= 1 ? size.toFixed(2) : size === 0 ? '0' : size.toPrecision(3);
  return `${value < 0 && +text !== 0 ? '−' : ''}${text}`;
};

export const UNITS = { sigma0: 'σ⁰', amplitude: 'DN', decibel: 'σ⁰' };

/** "2–98", "Slicks" or "5.2 – 14": the stretch in few signs. */
export const stretchName = (look, db) => {
  const { kind, low, high } = look.stretch;
  if (kind === 'range') return `${figure(low, db)} – ${figure(high, db)}`;
  return PRESETS.find(([, [from, to]]) => from === low && to === high)?.[0] ?? `${low}–${high} %`;
};
