// The account menu closes as people expect it: by Escape, and by a click or a step of the focus elsewhere. The element may be drawn anew by the
// circuit, so it is looked for each time.
const openMenu = () => document.querySelector('#account[open]');

const outside = ({ target }) => {
  const menu = openMenu();
  if (menu && !menu.contains(target)) menu.open = false;
};

export const watchMenu = () => {
  document.addEventListener('pointerdown', outside, true);
  document.addEventListener('focusin', outside);
  // Before the keys of the page: with a menu open, Escape is for the menu.
  addEventListener('keydown', (event) => {
    const menu = openMenu();
    if (event.key !== 'Escape' || !menu) return;
    menu.open = false;
    menu.querySelector('summary').focus();
    event.preventDefault();
    event.stopPropagation();
  }, true);
};
