// How slicks look on the map: class is colour, state is form. Pending: outline. Validated: filled, with a tick. Rejected: dashed grey.
// Ambiguous: dotted. A dark casing under every line keeps the colours apart from sea and land in both themes. What is not of the day of the image below it
// is faint: what is seen there is not it.

import { radius } from './clusters.js';

const DASHES = { rejected: [5, 4], ambiguous: [1.5, 4], pending: [], validated: [] };
const TICK_FROM_PX = 22;
const FAINT = 0.3;

/** Colours by class id, from the style sheet of the theme. */
export const readPalette = (classes) => {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return { classes: new Map([...classes.keys()].map((id) => [id, of(`--class-${id}`)])), casing: of('--map-casing'), tick: of('--map-tick') };
};

const path = (ctx, geom) => {
  ctx.beginPath();
  for (const ring of geom) {
    ctx.moveTo(ring[0].x, ring[0].y);
    for (let at = 1; at < ring.length; at++) ctx.lineTo(ring[at].x, ring[at].y);
  }
};

/** The middle of the widest stretch inside on the middle line: a place for the tick that is inside whatever the form. */
const inside = (feature) => {
  const { minX, minY, maxX, maxY } = feature.bbox;
  const wide = maxX - minX >= maxY - minY;
  const line = wide ? (minX + maxX) / 2 : (minY + maxY) / 2;
  const [along, across] = wide ? ['y', 'x'] : ['x', 'y'];
  const hits = [];
  for (const ring of feature.geom) {
    for (let at = 0; at < ring.length - 1; at++) {
      const [a, b] = [ring[at], ring[at + 1]];
      if (a[across] <= line !== b[across] <= line) hits.push(a[along] + ((line - a[across]) / (b[across] - a[across])) * (b[along] - a[along]));
    }
  }
  hits.sort((a, b) => a - b);
  let best = { width: -1, at: 0 };
  for (let at = 0; at + 1 < hits.length; at += 2) if (hits[at + 1] - hits[at] > best.width) best = { width: hits[at + 1] - hits[at], at: (hits[at] + hits[at + 1]) / 2 };
  return best.width < 0 ? null : wide ? { x: line, y: best.at } : { x: best.at, y: line };
};

const tick = (ctx, x, y, size, palette) => {
  for (const [width, colour] of [[size * 0.55, palette.casing], [size * 0.26, palette.tick]]) {
    ctx.beginPath();
    ctx.moveTo(x - size * 0.55, y);
    ctx.lineTo(x - size * 0.12, y + size * 0.42);
    ctx.lineTo(x + size * 0.6, y - size * 0.48);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.lineCap = ctx.lineJoin = 'round';
    ctx.setLineDash([]);
    ctx.stroke();
  }
};

/** @param isFaint whether a slick is of another day than the image below it */
export const polygonPaint = (palette, hiddenIds, isFaint) => ({
  draw(ctx, geom, zoom, feature) {
    const { id, class: classId, state } = feature.props;
    if (hiddenIds.has(id)) return;
    const colour = palette().classes.get(classId) ?? '#888';
    const full = isFaint(feature.props) ? FAINT : 1;
    path(ctx, geom);
    ctx.lineJoin = ctx.lineCap = 'round';
    if (state === 'validated') {
      ctx.globalAlpha = 0.42 * full;
      ctx.fillStyle = colour;
      ctx.fill('evenodd');
    } else if (state !== 'rejected') {
      ctx.globalAlpha = 0.1 * full;
      ctx.fillStyle = colour;
      ctx.fill('evenodd');
    }
    ctx.globalAlpha = (state === 'rejected' ? 0.35 : 0.5) * full;
    ctx.setLineDash(DASHES[state] ?? []);
    ctx.lineWidth = 3.8;
    ctx.strokeStyle = palette().casing;
    ctx.stroke();
    ctx.globalAlpha = full;
    ctx.lineWidth = state === 'rejected' ? 1.6 : 2.2;
    ctx.strokeStyle = colour;
    ctx.stroke();
    ctx.setLineDash([]);
    if (state !== 'validated') return;
    const size = Math.max(feature.bbox.maxX - feature.bbox.minX, feature.bbox.maxY - feature.bbox.minY);
    if (size < TICK_FROM_PX) return;
    feature.middle ??= inside(feature) ?? false;
    const scale = geom === feature.geom ? 1 : geom[0][0].x / (feature.geom[0][0].x || 1e-9);
    if (feature.middle) tick(ctx, feature.middle.x * scale, feature.middle.y * scale, 8, palette());
  },
});

const number = (n) => (n < 1000 ? String(n) : `${(n / 1000).toFixed(n < 10_000 ? 1 : 0)}k`);

/** A slick too small to be seen, or several that are close together, with their number. */
export const pointPaint = (palette, hiddenIds, isFaint) => ({
  draw(ctx, geom, zoom, feature) {
    const { id, class: classId, state, n = 1 } = feature.props;
    if (hiddenIds.has(id)) return;
    const { x, y } = geom[0][0];
    const r = radius(n);
    const full = isFaint(feature.props) ? FAINT : 1;
    const colour = palette().classes.get(classId) ?? '#888';
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.globalAlpha = (n > 1 ? 0.82 : 0.7) * full;
    ctx.lineWidth = 3.2;
    ctx.strokeStyle = palette().casing;
    ctx.stroke();
    ctx.fillStyle = n > 1 ? palette().casing : colour;
    ctx.globalAlpha = (n > 1 ? 0.82 : state === 'validated' ? 1 : 0.3) * full;
    ctx.fill();
    ctx.globalAlpha = full;
    ctx.setLineDash(state === 'rejected' ? [2.5, 2] : state === 'ambiguous' ? [0.8, 2.4] : []);
    ctx.lineCap = 'round';
    ctx.lineWidth = 1.7;
    ctx.strokeStyle = colour;
    ctx.stroke();
    ctx.setLineDash([]);
    if (n > 1) {
      ctx.font = `600 ${n < 1000 ? 10.5 : 9.5}px "JetBrains Mono", monospace`;
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      ctx.fillStyle = '#fff';
      ctx.fillText(number(n), x, y + 0.5);
    } else if (state === 'validated') tick(ctx, x, y, r * 0.75, palette());
  },
});
