// Light or dark: the system's choice until the person makes another, which this browser remembers.
const system = matchMedia('(prefers-color-scheme: dark)');
const watchers = [];

const chosen = () => {
  try {
    return localStorage.getItem('theme');
  } catch {
    return null;
  }
};

const apply = (theme) => {
  if (document.documentElement.dataset.theme === theme) return;
  document.documentElement.dataset.theme = theme;
  for (const watcher of watchers) watcher(theme);
};

export const onTheme = (watcher) => watchers.push(watcher);

export const watchTheme = () => {
  system.addEventListener('change', () => chosen() || apply(system.matches ? 'dark' : 'light'));
  document.addEventListener('click', ({ target }) => {
    if (!target.closest('#theme')) return;
    const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem('theme', next);
    } catch {
      // Not remembered, but applied.
    }
    apply(next);
  });
};
