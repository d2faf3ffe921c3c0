// What a press of a key means on the table of keys, whatever the layout of the keyboard. Pure.

/** While an input method composes, a key is its own: the Enter that ends a composition too, which some browsers tell by the key code alone. */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/** Where a Latin keyboard has these signs. */
const SIGNS = { BracketLeft: '[', BracketRight: ']', Slash: '/' };

const isPlain = (key) => /^[a-z0-9]$/.test(key);
const isForeign = (key) => /\P{ASCII}/u.test(key);

/** A sign that a layout gives only on its third level, as "[" on a German keyboard. */
const isSign = (key) => /^[!-/:-@[-`{-~]$/.test(key);

/** The key that a Latin keyboard has at this place: for layouts of another script, and for digits that need Shift. */
const placed = ({ code = '', shiftKey }, key) => {
  if (isPlain(key)) return null;
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter) return isForeign(key) || key === 'unidentified' ? letter.toLowerCase() : null;
  const [, digit] = /^(?:Digit|Numpad)([0-9])$/.exec(code) ?? [];
  // The minus of a French keyboard takes the map further away.
  if (digit) return (/^.$/u.test(key) && key !== '-' && !shiftKey) || /^\p{Nd}$/u.test(key) ? digit : null;
  if (!isForeign(key) || /^\p{Script=Latin}/u.test(key)) return null;
  return shiftKey && code === 'Slash' ? '?' : SIGNS[code] ?? null;
};

/**
 * What a press may mean, the likeliest first: "v", "arrowdown", "[", "ctrl+z", "ctrl+shift+z".
 * @param {KeyboardEvent} event
 * @returns {string[]} empty where it is somebody else's
 */
export const meanings = (event) => {
  if (isComposing(event) || !event.key) return [];
  // AltGr is Ctrl and Alt together on some systems: so what it gives is a sign or nothing of ours.
  if (event.altKey || event.getModifierState?.('AltGraph')) return isSign(event.key) ? [event.key] : [];
  const key = event.key.toLowerCase();
  const control = event.ctrlKey || event.metaKey;
  const before = control ? `ctrl+${event.shiftKey ? 'shift+' : ''}` : '';
  // With Shift an arrow may have a meaning of its own; if it has none, it is an arrow.
  const shifted = !control && event.shiftKey && key.startsWith('arrow') ? [`shift+${key}`] : [];
  return [...shifted, ...[key, placed(event, key)].filter(Boolean).map((one) => before + one)];
};
