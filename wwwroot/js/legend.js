// What colours and forms on the map mean.
import { NOT_OIL, facts } from './page.js';
import { html } from './figures.js';

const FORMS = [
  ['pending', 'Pending', '<path d="M3 10C7 3 17 2 21 7s-2 8-9 7S1 15 3 10z" fill="none" stroke="currentColor" stroke-width="1.6"/>'],
  ['validated', 'Validated', '<path d="M3 10C7 3 17 2 21 7s-2 8-9 7S1 15 3 10z" fill="currentColor" fill-opacity=".4" stroke="currentColor" stroke-width="1.6"/><path d="M9 9l2.4 2.4L16 7" fill="none" stroke="currentColor" stroke-width="2"/>'],
  ['rejected', 'Rejected', '<path d="M3 10C7 3 17 2 21 7s-2 8-9 7S1 15 3 10z" fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="3.4 2.6"/>'],
  ['ambiguous', 'Ambiguous', '<path d="M3 10C7 3 17 2 21 7s-2 8-9 7S1 15 3 10z" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-dasharray="0.4 3.2"/>'],
];

export const fillLegend = () => {
  const shown = [...facts.classes.values()].filter((node) => node.parent !== NOT_OIL);
  document.getElementById('legend-body').innerHTML = `
    <ul>${shown.map((node) => `<li><i class="dot" style="--c:var(--class-${node.id})"></i>${html(node.title)}</li>`).join('')}</ul>
    <ul>${FORMS.map(([, title, path]) => `<li><svg viewBox="0 0 24 18" width="24" height="18" aria-hidden="true">${path}</svg>${title}</li>`).join('')}
    <li><svg viewBox="0 0 24 18" width="24" height="18" aria-hidden="true"><circle cx="12" cy="9" r="4" fill="currentColor" fill-opacity=".3" stroke="currentColor" stroke-width="1.6"/></svg>Small, or several</li></ul>`;
};
