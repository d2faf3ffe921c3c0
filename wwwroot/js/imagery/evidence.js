// Which image is seen, and whether it is that in which a slick was found. Pure.

const SAME_PASS_MS = 15 * 60_000;
const UNITS = [['day', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1000]];

/** True when a radar saw both in one pass. */
export const samePass = (one, other) => Math.abs(Date.parse(one) - Date.parse(other)) <= SAME_PASS_MS;

/** How far an image is from what was seen: "6 days earlier", "3 h later", "25 s earlier"; "at the same time". */
export const apart = (image, seen) => {
  const gap = Date.parse(image) - Date.parse(seen);
  const size = Math.abs(gap);
  if (!(size >= 1000)) return 'at the same time';
  const [unit, length] = UNITS.find(([, each]) => size >= each);
  // 36 hours are not yet two days.
  const whole = unit === 'day' && size < 2 * length ? [Math.round(size / 3_600_000), 'h'] : [Math.round(size / length), unit];
  return `${whole[0]} ${whole[1] === 'day' && whole[0] !== 1 ? 'days' : whole[1]} ${gap < 0 ? 'earlier' : 'later'}`;
};

/**
 * What an image is to some slicks.
 * @param {{scene: ?string, timestamp: string}[]} slicks
 * @param {?{name: string, acquired: string}} image
 * @returns {?{own: boolean, near: boolean, seconds: number, words: string}} of the slick that is farthest; null without an image or without slicks
 */
export const evidence = (slicks, image) => {
  if (!image || !slicks.length) return null;
  const own = slicks.every(({ scene }) => scene === image.name);
  const away = ({ timestamp }) => Math.abs(Date.parse(image.acquired) - Date.parse(timestamp)) || 0;
  const farthest = slicks.filter(({ scene }) => scene !== image.name).reduce((a, b) => (a && away(a) >= away(b) ? a : b), null) ?? slicks[0];
  return {
    own,
    near: slicks.every(({ scene, timestamp }) => scene === image.name || samePass(image.acquired, timestamp)),
    seconds: farthest.timestamp ? Math.round((Date.parse(image.acquired) - Date.parse(farthest.timestamp)) / 1000) : null,
    words: farthest.timestamp ? apart(image.acquired, farthest.timestamp) : 'of another scene',
  };
};

const whose = (several) => (several ? 'these slicks’' : 'this slick’s');

/**
 * The sentence that says which image is seen.
 * @param minute writes an instant for people
 * @returns {{state: 'own'|'near'|'other'|'none', text: string}}
 */
export const sentence = (slicks, look, beside, minute) => {
  const [left, right] = [evidence(slicks, look), evidence(slicks, beside)];
  const several = slicks.length > 1;
  if (!left && !right) return { state: 'none', text: 'No radar image is shown.' };
  if (!right || look?.name === beside?.name) {
    const one = left ?? right;
    if (one.own) return { state: 'own', text: `Over ${several ? 'their' : 'its'} own image, ${minute((look ?? beside).acquired)}` };
    const not = several && slicks.some(({ scene }) => scene === look?.name) ? 'Not the image of all these slicks' : `Not ${whose(several)} image`;
    return { state: one.near ? 'near' : 'other', text: `${not}: ${one.words}${one.near && one.words !== 'at the same time' ? ', in one pass' : ''}` };
  }
  const state = (left?.own ?? true) && right.own ? 'own' : [left, right].every((one) => !one || one.own || one.near) ? 'near' : 'other';
  if (state === 'own') return { state, text: `Over ${several ? 'their' : 'its'} own image` };
  if (left?.own) return { state, text: `Only the left image is ${whose(several)}; the right one is ${right.words}` };
  if (right.own) return { state, text: `Only the right image is ${whose(several)}; the left one is ${left?.words ?? 'missing'}` };
  return { state, text: `Neither image is ${whose(several)}: left ${left?.words ?? 'none'}, right ${right.words}` };
};

/**
 * Whether a slick lies in an image of another pass than its own, so that what is seen there is not it.
 * @param {{t: ?number, lon: number, lat: number}} slick t in minutes since 1970; absent for several of different times
 * @param {{acquired: string}[]} images those that are shown
 * @param {(image: object, lon: number, lat: number) => boolean} covers
 */
export const isOfAnotherDate = ({ t, lon, lat }, images, covers) => {
  if (t === undefined || t === null) return false;
  const here = images.filter((image) => covers(image, lon, lat));
  return here.length > 0 && here.every(({ acquired }) => Math.abs(Date.parse(acquired) / 60_000 - t) * 60_000 > SAME_PASS_MS + 60_000);
};
