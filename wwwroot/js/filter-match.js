// Whether a slick matches a filter, as the server would say. Pure.

const isUnder = (id, ancestor, classes) => {
  for (let node = classes.get(id); node; node = classes.get(node.parent)) if (node.id === ancestor) return true;
  return false;
};

const classOf = (text, classes) => [...classes.values()].find(({ id, code }) => String(id) === text || code === text.toUpperCase())?.id;

/**
 * @param {object} slick properties of its feature
 * @param {object} filters as in the address
 * @param {Map<number, {id: number, parent: ?number, code: string}>} classes
 */
export const matches = (slick, filters, classes) => {
  const { class: wanted, state, minConfidence, scene, from, to } = filters;
  if (wanted && !isUnder(slick.class, classOf(wanted, classes), classes)) return false;
  if (state && slick.state !== state.toLowerCase()) return false;
  if (minConfidence && (slick.machineConfidence ?? -1) < +minConfidence) return false;
  if (scene && !(slick.scene ?? '').toLowerCase().includes(scene.toLowerCase())) return false;
  if (from && Date.parse(slick.timestamp) < Date.parse(from)) return false;
  return !(to && Date.parse(slick.timestamp) >= Date.parse(to));
};
