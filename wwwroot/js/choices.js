// What a browser remembers of a person's choices.
const read = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    // Storage may be switched off: as if nobody had chosen.
    return null;
  }
};

const keep = (name, value) => {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // For this page only.
  }
};

/** Whether the page goes on to the next undecided slick after a decision. */
export const goesOn = () => read('go-on') !== 'off';

export const chooseGoOn = (on) => keep('go-on', on ? 'on' : 'off');

/** 'light', 'dark', or 'system' when nobody chose: theme-first.js reads the same. */
export const theme = () => {
  const chosen = read('theme');
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
};

export const keepTheme = (chosen) => keep('theme', chosen === 'system' ? null : chosen);
