// Somebody decided first: who, what, when; theirs, mine and the base on the map; and the same decision for what is there now.
import { ago, html, id, ids, utc } from '../figures.js';
import { caseOf, cases } from '../cases.js';
import { facts, page, select } from '../page.js';
import { slick } from '../slicks.js';
import { clearPast, drawPast } from '../map/history-overlay.js';
import { ask } from './dialog.js';
import { retarget, withBothNotes } from '../retarget.js';
import { did, noun } from '../words.js';

const sentence = ({ slick: one, kind, reviewer, at, successors }) =>
  `<li><b>${reviewer === facts.user ? 'You' : html(reviewer)}</b> ${html(did(kind))} ${id(caseOf(one))}, <time datetime="${html(at)}" title="${html(utc(at))}">${html(ago(at))}</time>.
   ${successors.length ? `It is now <a class="link" href="/?sel=${successors.join(',')}" data-select="${successors.join(',')}">version ${ids(successors)}</a>.` : 'Nothing took its place.'}</li>`;

const outlines = async (ids) => {
  const found = await Promise.allSettled(ids.slice(0, 30).map(slick));
  return found.filter((one) => one.status === 'fulfilled').map((one) => one.value);
};

/** What the analyst drew, if the decision has a drawing. */
const drawing = (body) => body.geometry ?? body.line ?? body.polygon ?? null;

const both = (conflicts) => Promise.all([outlines(conflicts.map((one) => one.slick)), outlines(conflicts.flatMap((one) => one.successors))]);

const notes = (body, next) =>
  !next || next.notes === body.notes ? '' : `<p data-testid="conflict-notes">Somebody wrote a note meanwhile. Both are kept, yours below:</p><blockquote class="note">${html(next.notes)}</blockquote>`;

/** Asks what to do; resolves with the decision to give now, or null. */
export const conflict = async (body, conflicts) => {
  const versions = both(conflicts);
  const again = retarget(body, conflicts);
  const next = body.notes ? withBothNotes(again, ...(await versions)) : again;
  // Another window of the same person, or a decision that was already on its way.
  const mine = conflicts.every(({ reviewer }) => reviewer === facts.user);
  document.getElementById('conflict-title').textContent = mine ? 'You decided on this already' : 'Somebody was quicker';
  document.querySelector('#conflict-dialog [data-testid=conflict-discard]').firstChild.data = mine ? 'Leave it so' : 'Leave theirs';
  document.getElementById('conflict-body').innerHTML = `
    <p>Your ${html(noun(body.kind))} was made for ${conflicts.length === 1 ? 'a version that was' : 'versions that were'} replaced meanwhile. Nothing was changed, and nothing of yours is lost.</p>
    <ul class="conflicts" data-testid="conflict-list">${conflicts.map(sentence).join('')}</ul>
    <p class="key"><span><i class="swatch base"></i>as you saw it</span><span><i class="swatch theirs"></i>${mine ? 'as it is now' : 'theirs, now'}</span>${drawing(body) ? '<span><i class="swatch mine"></i>yours</span>' : ''}</p>
    <p class="muted">${next ? `Continue makes your ${html(noun(body.kind))} for version ${ids(next.slicks)} instead.` : 'Your decision has no meaning for what is there now. Look at what is there and decide again.'}</p>
    ${notes(body, next)}`;
  const button = document.querySelector('#conflict-dialog button[value=ok]');
  button.hidden = !next;
  versions.then(([base, theirs]) => drawPast({ base, theirs, mine: drawing(body) ? [drawing(body)] : [] }, { travel: true }));
  // A form that the decision came from would stand before the outlines that are to be compared.
  const behind = [...document.querySelectorAll('dialog[open]')];
  for (const dialog of behind) dialog.classList.add('behind');
  const accepted = await ask('conflict-dialog', { first: '[data-close]' });
  for (const dialog of behind) dialog.classList.remove('behind');
  clearPast();
  const gone = new Set(conflicts.map((one) => one.slick));
  const successors = conflicts.flatMap((one) => one.successors);
  if (page.selection.some((one) => gone.has(one))) select([...new Set([...page.selection.filter((one) => !gone.has(one)), ...successors])]);
  return accepted ? next : null;
};
