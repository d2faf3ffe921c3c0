// Edit: the outline itself, vertex by vertex. The tile stops painting the slick while its outline is in hand.
import { page } from '../page.js';
import { slick } from '../slicks.js';
import { area, id } from '../figures.js';
import { editableOutline } from '../map/draw.js';
import { hideOutlines } from '../map/selection.js';
import { hideIds } from '../map/slick-tiles.js';
import { bad } from '../toasts.js';
import { takeShapeTool } from './shape-tool.js';
import { release } from './tool.js';

/** @param drawn an outline that was drawn before, to go on with; else the slick's own is changed */
export const edit = async (drawn = null) => {
  const [one] = page.selection;
  if (!(await release())) return null;
  let feature;
  try {
    feature = await slick(one);
  } catch (failure) {
    bad(failure.message);
    return null;
  }
  if (page.selection[0] !== one) return null;
  const before = feature.properties.areaM2;
  return takeShapeTool({
    name: 'edit',
    title: `Edit ${id(one)}`,
    shape: 'Polygon',
    layer: () => {
      hideIds([one]);
      hideOutlines(true);
      return editableOutline(drawn ?? feature.geometry);
    },
    isDrawn: !!drawn,
    hint: 'Drag a vertex; drag a middle point to add one; right-click takes one away.',
    verb: 'Save outline',
    body: (geometry) => ({ kind: 'reshape', slicks: [one], geometry }),
    detail: ({ pieces }) => `${area(before)} → ${area(pieces.reduce((sum, piece) => sum + piece.areaM2, 0))}`,
    onEnd: () => {
      hideIds([]);
      hideOutlines(false);
    },
  });
};
