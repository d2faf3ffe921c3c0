// One way for all dialogs: fill, show, and wait for a verdict. A refusal keeps the dialog open with the server's sentence and all that was typed.
import { isOnPurpose } from '../keys/focus.js';
import { isComposing } from '../keys/press.js';

/** Shows a dialog, with the focus on `first` if that is given. `accept(form)` returns true to close it, or a sentence to show in it. Resolves with whether it was accepted. */
export const ask = (id, { accept = () => true, first = '[data-first]' } = {}) => {
  const dialog = document.getElementById(id);
  const form = dialog.querySelector('form');
  const problem = dialog.querySelector('[data-problem]');
  const say = (sentence) => {
    if (!problem) return;
    problem.hidden = !sentence;
    problem.textContent = sentence ?? '';
  };
  say(null);
  // Where the focus came from by a click, it does not go back: the next key would press the button again.
  const before = isOnPurpose() ? document.activeElement : null;
  if (dialog.open) dialog.close();
  dialog.showModal();
  (form.querySelector(first) ?? form.querySelector('input:not([type=hidden]), select, textarea, button.primary, button.solid, button[value=ok]'))?.focus();
  return new Promise((resolve) => {
    const stop = new AbortController();
    const end = (accepted) => {
      stop.abort();
      if (dialog.open) dialog.close();
      (before?.isConnected && before !== document.body ? before : document.getElementById('map')).focus({ preventScroll: true });
      resolve(accepted);
    };
    const cancel = () => {
      if (form.dataset.busy) say('It is on its way already. When it is made it can be undone.');
      else end(false);
    };
    const options = { signal: stop.signal };
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (form.dataset.busy) return;
      form.dataset.busy = 'true';
      try {
        const verdict = await accept(form);
        if (verdict === true) end(true);
        else say(verdict);
      } finally {
        delete form.dataset.busy;
      }
    }, options);
    dialog.addEventListener('click', (event) => event.target.closest('[data-close]') && cancel(), options);
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      cancel();
    }, options);
    // Enter accepts from every field but a text of several lines, where Ctrl+Enter does.
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || isComposing(event) || event.target.closest('button, a')) return;
      if (event.target.tagName === 'TEXTAREA' && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      form.requestSubmit();
    }, options);
  });
};
