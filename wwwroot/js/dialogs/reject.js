// Reject: which kind of not oil, and why. X, a digit, Enter is enough.
import { facts, NOT_OIL, isUnder, page } from '../page.js';
import { decide, isSettled, title } from '../decisions.js';
import { html } from '../figures.js';
import { meanings } from '../keys/press.js';
import { ask } from './dialog.js';

// The usual reasons, and the class that each stands for.
const REASONS = [
  ['Low wind', 13], ['Biogenic film', 13], ['Rain cell', 13], ['Current or front', 13], ['Land', 10], ['Sea ice', 11], ['Radar artefact', 12],
];

const dialog = document.getElementById('reject-dialog');
const form = dialog.querySelector('form');
let lastClass = 13;

const fill = () => {
  const under = [...facts.classes.values()].filter((node) => isUnder(node.id, NOT_OIL));
  document.getElementById('reject-classes').innerHTML = under
    .map((node) => `<label class="choice"><input type="radio" name="class" value="${node.id}" data-testid="reject-class-${node.id}"><span>${html(node.title)}</span></label>`)
    .join('');
  document.getElementById('reject-quick').innerHTML = REASONS.map(([reason], at) => `<button type="button" class="chip" data-reason="${at}">${html(reason)}<kbd>${at + 1}</kbd></button>`).join('');
};

const takeReason = (at) => {
  const [reason, classId] = REASONS[at];
  form.elements.reason.value = reason;
  form.elements.class.value = String(classId);
  form.elements.reason.focus();
};

export const prepareReject = () => {
  fill();
  dialog.addEventListener('click', (event) => {
    const quick = event.target.closest('[data-reason]');
    if (quick) takeReason(+quick.dataset.reason);
  });
  form.addEventListener('keydown', (event) => {
    const [pressed] = meanings(event).filter((one) => /^[1-7]$/.test(one));
    const digit = pressed && !form.elements.reason.value ? +pressed - 1 : -1;
    if (digit < 0) return;
    event.preventDefault();
    takeReason(digit);
  });
};

export const reject = () => {
  const slicks = [...page.selection];
  document.getElementById('reject-title').textContent = title({ kind: 'reject', slicks });
  form.elements.reason.value = '';
  form.elements.reason.dataset.first = '';
  form.elements.class.value = String(lastClass);
  return ask('reject-dialog', {
    accept: async () => {
      const [reason, classId] = [form.elements.reason.value.trim(), +form.elements.class.value];
      if (!reason) return 'Say in a word or two why it is not oil.';
      lastClass = classId;
      const result = await decide({ kind: 'reject', slicks, class: classId, reason });
      return isSettled(result) ? true : result.sentence;
    },
  });
};
