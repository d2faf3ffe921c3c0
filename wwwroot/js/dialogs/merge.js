// Merge: what comes out is drawn on the map while class, confidence and notes are chosen.
import { facts, page } from '../page.js';
import { selectedFeatures } from '../slicks.js';
import { decide, isSettled, preview, title } from '../decisions.js';
import { area, html } from '../figures.js';
import { clearPieces, drawPieces } from '../map/pieces.js';
import { ask } from './dialog.js';

const form = document.getElementById('merge-dialog').querySelector('form');

const warn = (sentences) => (document.getElementById('merge-warnings').innerHTML = sentences.map((sentence) => `<li>${html(sentence)}</li>`).join(''));

const body = (slicks) => {
  const { value } = form.elements.confidence;
  return {
    kind: 'merge',
    slicks,
    class: +form.elements.class.value,
    notes: form.elements.notes.value,
    ...(value === '' ? {} : { humanConfidence: +value }),
    ...(form.elements.across.checked ? { acrossScenes: true } : {}),
  };
};

const fill = (features) => {
  const largest = features.reduce((a, b) => (a.properties.areaM2 >= b.properties.areaM2 ? a : b));
  form.elements.class.innerHTML = [...facts.classes.values()].map((node) => `<option value="${node.id}">${html(node.title)} · ${node.id}</option>`).join('');
  form.elements.class.value = String(largest.properties.class);
  form.elements.confidence.value = '';
  form.elements.notes.value = [...new Set(features.map((feature) => feature.properties.notes).filter(Boolean))].join('\n');
  form.elements.across.checked = false;
  document.getElementById('merge-across').hidden = new Set(features.map((feature) => feature.properties.scene)).size < 2;
  const total = features.reduce((sum, feature) => sum + feature.properties.areaM2, 0);
  document.getElementById('merge-summary').textContent = `${features.length} slicks, together ${area(total)}. The class of the largest is proposed.`;
};

export const merge = async () => {
  const slicks = [...page.selection];
  document.getElementById('merge-title').textContent = title({ kind: 'merge', slicks });
  fill(selectedFeatures());
  warn([]);
  let isOpen = true;
  preview({ ...body(slicks), acrossScenes: true }).then((result) => {
    if (!isOpen) return;
    if (result.preview) drawPieces(result.preview.pieces);
    warn(result.preview?.warnings ?? (result.sentence ? [result.sentence] : []));
  });
  const accepted = await ask('merge-dialog', {
    accept: async () => {
      const { value, validity } = form.elements.confidence;
      if (validity.badInput || (value !== '' && !(+value >= 0 && +value <= 1))) return 'Your confidence is a number from 0 to 1, or stays empty.';
      const result = await decide(body(slicks));
      return isSettled(result) ? true : result.sentence;
    },
  });
  isOpen = false;
  clearPieces();
  return accepted;
};
