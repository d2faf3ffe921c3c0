// Undo of a decision on which others stand: lists them and offers to take them back together.
import { ago, html, ids, utc } from '../figures.js';
import { did } from '../words.js';
import { ask } from './dialog.js';

export const dependents = (later) => {
  document.getElementById('dependents-list').innerHTML = later
    .map(({ decision, kind, reviewer, at, inputs, outputs }) => `<li data-testid="dependent-${decision}"><b>${html(reviewer)}</b> ${html(did(kind))} ${ids(inputs ?? [])} → ${ids(outputs ?? []) || 'nothing'}<small><time datetime="${html(at)}" title="${html(utc(at))}">${html(ago(at))}</time></small></li>`)
    .join('');
  return ask('dependents-dialog');
};
