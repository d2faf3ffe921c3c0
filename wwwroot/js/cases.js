// A slick keeps its case number through its life; each of its versions has a number of its own. People say cases, decisions name versions.
import { get } from './api.js';
import { page } from './page.js';
import { ids } from './figures.js';
import { here } from './slicks.js';
import { drawn } from './map/slick-tiles.js';

/** The case of a version, or the version itself while its case is not known here. */
export const caseOf = (id) => here(id)?.properties.case ?? drawn(id)?.case ?? id;

/** "447, 448 and 3 more": cases, each once. */
export const cases = (versions, most) => ids([...new Set(versions.map(caseOf))], most);

const found = async (address) => {
  try {
    return await get(address);
  } catch (failure) {
    if (failure.status === 404) return null;
    throw failure;
  }
};

/** What a number stands for: the version that a case has now (or had then), else the version of that number. Null for neither. */
export const lookUp = async (number) => {
  if (!page.asof) return (await found(`/api/cases/${number}`)) ?? found(`/api/slicks/${number}`);
  const asof = `asof=${encodeURIComponent(page.asof)}`;
  const stood = await get(`/api/slicks?case=${number}&limit=1&${asof}`);
  return stood.features[0] ?? found(`/api/slicks/${number}?${asof}`);
};
