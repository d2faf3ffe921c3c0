// Whether a command can be given now, and if not, the sentence that says why. Pure.

const NEEDS_ONE = { split: 'Split', edit: 'Edit', cut: 'Cut', annotate: 'A note' };
const NEEDS_NONE = new Set(['add', 'undo', 'redo']);
const TAKES = new Set(['split', 'edit', 'cut', 'add']);
const TOOLS = { split: 'Split', edit: 'Edit', cut: 'Cut', add: 'Add', measure: 'Measure' };
const DECIDES = new Set(['validate', 'reject', 'unsure', 'reclassify', 'annotate', 'split', 'edit', 'cut', 'merge', 'add', 'undo', 'redo', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `class-${number}`)]);

/**
 * @param {string} command
 * @param {{canDecide: boolean, asof: ?string, selection: number[], features: {id: number, properties: {active: boolean}}[], waiting: Set<number>, tool: ?string, missing: boolean}} context
 * @returns {?string} null when the command can be given.
 */
export const whyNot = (command, { canDecide, asof, selection, features, waiting, tool = null, missing = false }) => {
  // With a tool in hand these go through what was drawn.
  if (tool && (command === 'undo' || command === 'redo')) return null;
  if (DECIDES.has(command)) {
    if (!canDecide) return 'Your role lets you look, not decide. Ask an administrator to make you an analyst.';
    if (asof) return 'You are looking at the past. Go back to now to decide.';
    if (tool && !TAKES.has(command)) return `${TOOLS[tool] ?? 'A tool'} is in hand. Enter goes on with it, Esc puts it away; then decide.`;
    if (NEEDS_NONE.has(command)) return null;
  } else if (command !== 'zoom' && command !== 'history') {
    return null;
  }
  if (selection.length === 0) return 'Select a slick first.';
  if (missing) return 'There is no such slick.';
  if (command === 'zoom' || command === 'history') return null;
  if (command === 'merge' && selection.length < 2) return 'Select two slicks or more: hold Shift and click.';
  if (NEEDS_ONE[command] && selection.length > 1) return `${NEEDS_ONE[command]} is for one slick. Select only one.`;
  if (selection.some((id) => waiting.has(id))) return 'A decision on this slick is still waiting to be sent.';
  if (features.some((feature) => !feature.properties.active)) return 'This version was replaced. Go to the new one to decide.';
  return null;
};
