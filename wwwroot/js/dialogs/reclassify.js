// Reclassify: any class of the tree, found by its number or by letters of its name.
import { AMBIGUOUS, facts, page } from '../page.js';
import { selectedFeatures } from '../slicks.js';
import { decide, isSettled, title } from '../decisions.js';
import { html } from '../figures.js';
import { ask } from './dialog.js';

const dialog = document.getElementById('class-dialog');
const form = dialog.querySelector('form');

const depth = (node) => (node.parent ? 1 + depth(facts.classes.get(node.parent)) : 0);

const matches = (node, text) => !text || String(node.id) === text || node.title.toLowerCase().includes(text) || node.code.toLowerCase().includes(text);

const fill = (text, chosen) => {
  const nodes = [...facts.classes.values()];
  const exact = nodes.find((node) => String(node.id) === text);
  const found = nodes.filter((node) => matches(node, text));
  const take = exact ?? (text ? found[0] : null) ?? facts.classes.get(chosen);
  document.getElementById('class-choices').innerHTML = nodes
    .map((node) => `<label class="choice${matches(node, text) ? '' : ' faded'}" style="--depth:${depth(node)};--c:var(--class-${node.id})"><input type="radio" name="class" value="${node.id}"${node === take ? ' checked' : ''} data-testid="reclassify-${node.id}"><i class="dot"></i><span>${html(node.title)}</span><code>${node.id}</code></label>`)
    .join('');
};

let validates = false;

export const prepareReclassify = () => {
  // Before the dialog itself hears Enter: with Shift it is a validation.
  form.addEventListener('keydown', (event) => (validates = event.key === 'Enter' && event.shiftKey));
  form.addEventListener('click', (event) => (validates = event.target.closest('button')?.value === 'validate'));
  form.elements.find.addEventListener('input', () => fill(form.elements.find.value.trim().toLowerCase(), null));
  form.elements.find.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const radios = [...form.querySelectorAll('input[type=radio]')];
    const at = radios.findIndex((radio) => radio.checked);
    radios[(at + (event.key === 'ArrowDown' ? 1 : radios.length - 1)) % radios.length].checked = true;
    form.querySelector('input[type=radio]:checked').scrollIntoView({ block: 'nearest' });
  });
};

/** Reclassifies as the given class, or asks for one; with Shift + Enter it is validated as that in the same decision, as sure as the panel says. */
export const reclassify = (chosen, confidence) => {
  const slicks = [...page.selection];
  document.getElementById('class-title').textContent = title({ kind: 'reclassify', slicks });
  form.elements.find.value = '';
  form.elements.find.dataset.first = '';
  fill('', chosen ?? selectedFeatures()[0]?.properties.class);
  return ask('class-dialog', {
    accept: async () => {
      const classId = +form.elements.class.value;
      if (!classId) return 'Choose a class.';
      if (validates && confidence() === null) return 'Say in the panel how sure you are, then validate.';
      const body = validates && classId !== AMBIGUOUS ? { kind: 'validate', slicks, class: classId, humanConfidence: confidence() } : { kind: 'reclassify', slicks, class: classId };
      const result = await decide(body);
      return isSettled(result) ? true : result.sentence;
    },
  });
};
