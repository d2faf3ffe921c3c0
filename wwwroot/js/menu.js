// The account menu closes as people expect it: by Escape, and by a click or a step of the focus elsewhere.

export const watchMenu = () => {
  const menu = document.getElementById('account');
  const outside = ({ target }) => menu.open && !menu.contains(target) && (menu.open = false);
  document.addEventListener('pointerdown', outside, true);
  document.addEventListener('focusin', outside);
  // Before the keys of the page: with a menu open, Escape is for the menu.
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
    event.preventDefault();
    event.stopPropagation();
  }, true);
};
