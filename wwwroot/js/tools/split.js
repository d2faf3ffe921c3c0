// Split: by a line, by an area, into the parts it has, or into pieces of so many vertices. Slivers are offered for discarding, never dropped unasked.
import { page } from '../page.js';
import { selectedFeatures } from '../slicks.js';
import { area, id } from '../figures.js';
import { drawnShape } from '../map/draw.js';
import { takeShapeTool } from './shape-tool.js';
import { release } from './tool.js';

const WAYS = {
  line: { title: 'Line', shape: 'Line', hint: 'Click from one side of the slick to the other. Enter or a double click ends the line.' },
  polygon: { title: 'Area', shape: 'Polygon', hint: 'Draw around what should become a piece of its own. Enter or a double click closes it.' },
  parts: { title: 'Parts', shape: null, hint: '' },
  maxVertices: { title: 'Vertices', shape: null, hint: '' },
};

let vertices = 256;

/** Above the largest sliver, below the smallest piece that is none. */
const sliverLimit = (pieces) => {
  const largest = Math.max(...pieces.filter((piece) => piece.sliver).map((piece) => piece.areaM2));
  return Math.ceil(largest) + 1;
};

/** @param drawn a line or an area that was drawn before, to go on with */
export const split = (way = 'line', drawn = null) => {
  const [slick] = page.selection;
  const parts = selectedFeatures()[0]?.properties.parts ?? 1;
  let discard = false;
  let limit = null;
  const body = (geometry) => ({
    kind: 'split',
    slicks: [slick],
    ...(way === 'line' ? { line: geometry } : way === 'polygon' ? { polygon: geometry } : way === 'parts' ? { parts: true } : { maxVertices: vertices }),
    ...(discard && limit ? { discardBelowM2: limit } : {}),
  });
  const options = (result) => {
    const slivers = result?.pieces.filter((piece) => piece.sliver) ?? [];
    if (slivers.length) limit = sliverLimit(result.pieces);
    const ways = Object.entries(WAYS).filter(([name]) => name !== 'parts' || parts > 1);
    const buttons = ways.map(([name, { title }]) => `<button type="button" data-option="${name}" aria-pressed="${name === way}" data-testid="split-${name}">${title}</button>`).join('');
    const number = way === 'maxVertices' ? `<label class="inline">at most <input class="number" type="number" name="vertices" min="8" max="10000" value="${vertices}"> vertices</label>` : '';
    const offer = slivers.length || discard ? `<label class="inline"><input type="checkbox" name="discard"${discard ? ' checked' : ''} data-testid="split-discard"> leave out ${slivers.length ? `${slivers.length} under` : 'pieces under'} ${area(limit)}</label>` : '';
    return `<span class="segments buttons">${buttons}</span>${number}${offer}`;
  };
  const option = (which, control) => {
    if (which === 'discard') {
      discard = control.checked;
      return true;
    }
    if (which === 'vertices') {
      vertices = Math.max(8, +control.value || 256);
      return true;
    }
    if (WAYS[which] && which !== way) release().then((away) => away && split(which));
    return false;
  };
  return takeShapeTool({ name: 'split', verb: 'Split', ...WAYS[way], title: `Split ${id(slick)}`, layer: () => drawn && drawnShape(drawn), isDrawn: !!drawn, body, options, option });
};
