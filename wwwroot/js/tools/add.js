// Add: a slick that the model missed. It belongs to the scene of the selection or of the filter, else to a time.
import { facts, page } from '../page.js';
import { selectedFeatures } from '../slicks.js';
import { html } from '../figures.js';
import { takeShapeTool } from './shape-tool.js';

let classId = 2;

const minute = (at) => new Date(at).toISOString().slice(0, 16);

export const add = () => {
  let scene = selectedFeatures()[0]?.properties.scene ?? page.filters.scene ?? '';
  let time = minute(selectedFeatures()[0]?.properties.timestamp ?? Date.now());
  const options = () => `
    <label class="inline">Class <select name="class" data-testid="add-class">${[...facts.classes.values()].map((node) => `<option value="${node.id}"${node.id === classId ? ' selected' : ''}>${html(node.title)}</option>`).join('')}</select></label>
    <label class="inline">Scene <input class="scene" name="scene" list="scene-names" value="${html(scene)}" placeholder="none" data-testid="add-scene"></label>
    ${scene ? '' : `<label class="inline">Seen at (UTC) <input type="datetime-local" name="time" value="${time}" data-testid="add-time"></label>`}`;
  return takeShapeTool({
    name: 'add',
    title: 'Add a slick',
    shape: 'Polygon',
    hint: 'Draw its outline. Enter or a double click closes it.',
    verb: 'Add',
    options,
    option: (which, control) => {
      if (which === 'class') classId = +control.value;
      else if (which === 'scene') scene = control.value.trim();
      else if (which === 'time') time = control.value;
      return true;
    },
    body: (geometry) => ({ kind: 'add', geometry, class: classId, ...(scene ? { scene } : { timestamp: `${time}:00Z` }) }),
  });
};
