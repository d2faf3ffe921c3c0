// How the page writes numbers and times; App/Slicks/Figures.cs writes them the same way.
const THIN = '\u2009';
const UNIT = '\u202f';

const grouped = (text) => text.replace(/\B(?=(\d{3})+(?!\d))/g, THIN);

const text = (value, digits, unit) => {
  const [whole, rest] = value.toFixed(digits).split('.');
  return grouped(whole) + (rest ? `.${rest}` : '') + UNIT + unit;
};

/** 34930 as "34 930", with thin spaces. */
export const id = (value) => grouped(String(value));

export const ids = (values, most = 3) =>
  values.slice(0, most).map(id).join(', ') + (values.length > most ? ` and ${values.length - most} more` : '');

export const area = (areaM2) => (areaM2 < 10_000 ? text(areaM2, 0, 'm²') : text(areaM2 / 1e6, areaM2 < 1e8 ? 2 : 1, 'km²'));

export const length = (metres) => (metres < 1000 ? text(metres, 0, 'm') : text(metres / 1000, metres < 100_000 ? 2 : 1, 'km'));

export const fraction = (value, digits = 2) => (value === null || value === undefined ? '–' : value.toFixed(digits));

export const count = (value, noun) => `${id(value)} ${noun}${value === 1 ? '' : 's'}`;

/** "44.1234° N 33.1234° E". */
export const position = (lon, lat, digits = 4) =>
  `${Math.abs(lat).toFixed(digits)}° ${lat < 0 ? 'S' : 'N'} ${Math.abs(lon).toFixed(digits)}° ${lon < 0 ? 'W' : 'E'}`;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const date = (at) => `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;

export const utc = (iso) => {
  const at = new Date(iso);
  return `${date(at)} ${at.toISOString().slice(11, 19)} UTC`;
};

/** "2 min ago"; from a week on, the date. */
export const ago = (iso, now = Date.now()) => {
  const at = new Date(iso);
  const seconds = (now - at) / 1000;
  if (seconds < 45) return 'just now';
  if (seconds < 3600) return `${Math.max(1, Math.floor(seconds / 60))} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  if (seconds < 2 * 86_400) return 'yesterday';
  if (seconds < 7 * 86_400) return `${Math.floor(seconds / 86_400)} days ago`;
  return date(at);
};

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for innerHTML: notes and names are text, never markup. */
export const html = (value) => String(value ?? '').replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
