// Add: a slick that the model missed. It belongs to a scene: that of the selection, of a slick in sight, of the image, or of the filter.
import { facts, page } from '../page.js';
import { selectedFeatures, slick } from '../slicks.js';
import { html } from '../figures.js';
import { map } from '../map/map.js';
import { drawnInside } from '../map/slick-tiles.js';
import { drawnShape } from '../map/draw.js';
import { takeShapeTool } from './shape-tool.js';

let classId = 2;

const sceneInSight = async () => {
  const [first] = drawnInside(map.getBounds());
  return first === undefined ? '' : slick(first).then((feature) => feature.properties.scene ?? '', () => '');
};

/** @param before a decision whose outline, class and scene are taken up */
export const add = async (before = null) => {
  if (before) classId = before.class;
  // The filter may hold a part of a name only, and so comes last.
  let scene = before?.scene ?? selectedFeatures()[0]?.properties.scene ?? ((await sceneInSight()) || (page.scene?.name ?? page.filters.scene ?? ''));
  const options = () => `
    <label class="inline">Class <select name="class" data-testid="add-class">${[...facts.classes.values()].map((node) => `<option value="${node.id}"${node.id === classId ? ' selected' : ''}>${html(node.title)}</option>`).join('')}</select></label>
    <label class="inline">Scene <input class="scene" name="scene" list="scene-names" value="${html(scene)}" placeholder="Name of the scene" title="${html(scene)}" data-testid="add-scene"></label>`;
  return takeShapeTool({
    name: 'add',
    title: 'Add a slick',
    shape: 'Polygon',
    hint: 'Draw its outline. Enter or a double click closes it.',
    verb: 'Add',
    layer: () => before && drawnShape(before.geometry),
    isDrawn: !!before,
    options,
    option: (which, control) => {
      if (which === 'class') classId = +control.value;
      else if (which === 'scene') scene = control.value.trim();
      return true;
    },
    body: (geometry) => ({ kind: 'add', geometry, class: classId, scene }),
  });
};
