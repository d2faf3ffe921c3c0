// Looking at the past: what is selected is the version that stood then, never a later one.
import { on, page, select } from './page.js';
import { get } from './api.js';
import { count, utc } from './figures.js';
import { toast } from './toasts.js';

const standing = (lineage, id) => {
  const versions = lineage.features.map((feature) => feature.properties);
  // One that was there already, replaced or not, is what somebody asked for.
  return versions.some((one) => one.id === id) ? [id] : versions.filter((one) => one.active).map((one) => one.id);
};

const lineageOf = (id, asof) => get(`/api/slicks/${id}/history?asof=${encodeURIComponent(asof)}`).catch((failure) => (failure.status === 404 ? { features: [] } : null));

const settle = async () => {
  const { asof, selection } = page;
  if (!asof || !selection.length) return;
  const lineages = await Promise.all(selection.map((id) => lineageOf(id, asof)));
  if (page.asof !== asof || page.selection !== selection || lineages.includes(null)) return;
  const then = [...new Set(lineages.flatMap((lineage, at) => standing(lineage, selection[at])))];
  const gone = lineages.filter((lineage, at) => !standing(lineage, selection[at]).length).length;
  if (gone) toast(`${count(gone, 'selected slick')} did not exist yet on ${utc(asof)}.`, { kind: 'note' });
  select(then);
};

export const watchPast = () => {
  let { asof } = page;
  on('filters', () => {
    if (asof === page.asof) return;
    asof = page.asof;
    settle();
  });
  return settle();
};
