// Light or dark: the system's choice until the person makes another, which this browser remembers.
import { keepTheme, theme } from './choices.js';

const system = matchMedia('(prefers-color-scheme: dark)');
const watchers = [];

const apply = () => {
  const chosen = theme();
  show(chosen === 'system' ? (system.matches ? 'dark' : 'light') : chosen);
};

const show = (look) => {
  if (document.documentElement.dataset.theme === look) return;
  document.documentElement.dataset.theme = look;
  for (const watcher of watchers) watcher(look);
};

export const onTheme = (watcher) => watchers.push(watcher);

/** @param {'light'|'dark'|'system'} chosen */
export const chooseTheme = (chosen) => {
  keepTheme(chosen);
  // Also where nothing can be kept.
  if (chosen === 'system') apply();
  else show(chosen);
};

export const watchTheme = () => {
  system.addEventListener('change', apply);
  // Chosen in another tab.
  addEventListener('storage', ({ key }) => key === 'theme' && apply());
  document.addEventListener('click', ({ target }) => {
    if (target.closest('#theme')) chooseTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
  });
};
