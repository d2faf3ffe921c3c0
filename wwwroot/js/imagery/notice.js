// Says in the panel, and over the map when it is not the slick's own, which image lies under the selected slicks.
import { on, page } from '../page.js';
import { onSelected, selectedFeatures } from '../slicks.js';
import { html } from '../figures.js';
import { minute } from './card.js';
import { sentence } from './evidence.js';
import { offered, showScene } from './imagery.js';

const line = document.getElementById('image-line');
const banner = document.getElementById('image-banner');

const remedy = (several) => {
  const own = offered();
  if (own) return '<button type="button" class="button small" data-own data-testid="show-own-image">Show its own</button>';
  return `<span class="muted">${several ? 'Their own scenes are not shown.' : 'Its own scene has no image.'}</span>`;
};

const show = () => {
  const slicks = selectedFeatures().map((feature) => feature.properties);
  const known = slicks.length > 0 && slicks.length === page.selection.length;
  const { state, text } = known ? sentence(slicks, page.scene, page.beside ? page.sceneBeside : null, minute) : { state: 'unknown', text: '' };
  line.hidden = !known;
  line.dataset.state = state;
  line.textContent = text;
  banner.hidden = state !== 'other';
  banner.innerHTML = state === 'other' ? `<svg class="icon" aria-hidden="true"><use href="#i-alert"/></svg><span><b>${html(text)}</b> · ${html(minute((page.scene ?? page.sceneBeside).acquired))}</span>${remedy(slicks.length > 1)}` : '';
};

export const watchNotice = () => {
  onSelected(show);
  on('scene sceneBeside beside offered selection', show);
  banner.addEventListener('click', (event) => {
    const own = event.target.closest('[data-own]') && offered();
    if (own) showScene(own.id, 'look');
  });
};
