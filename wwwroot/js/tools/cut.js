// Cut: what is inside the drawn area is taken away.
import { page } from '../page.js';
import { id } from '../figures.js';
import { drawnShape } from '../map/draw.js';
import { describe, takeShapeTool } from './shape-tool.js';

/** @param drawn an area that was drawn before, to go on with */
export const cut = (drawn = null) => {
  const [slick] = page.selection;
  return takeShapeTool({
    name: 'cut',
    title: `Cut ${id(slick)}`,
    shape: 'Polygon',
    hint: 'Draw around what is not part of the slick. Enter or a double click closes it.',
    verb: 'Cut',
    layer: () => drawn && drawnShape(drawn),
    isDrawn: !!drawn,
    body: (geometry) => ({ kind: 'cut', slicks: [slick], polygon: geometry }),
    detail: ({ pieces }) => `Leaves ${describe(pieces)}`,
  });
};
