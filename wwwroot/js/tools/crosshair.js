// A pointer that the arrow keys move while a tool that draws is in hand. Space sets a point, or takes a vertex up and puts it down.
import { map } from '../map/map.js';
import { boxOf, unionBox } from '../map/geometry.js';
import { on, page } from '../page.js';
import { selectedFeatures } from '../slicks.js';

/* global L */
const STEP_PX = 10;
const FAR_PX = 50;
const EDGE_PX = 48;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const sign = Object.assign(document.createElement('div'), { className: 'crosshair', hidden: true });
sign.dataset.testid = 'crosshair';
sign.setAttribute('aria-hidden', 'true');
let place = null;
let mine = false;

export const isCrosshairShown = () => place !== null;

/** Where it stands; null while it is not shown. */
export const crosshairPlace = () => place;

const at = () => map.latLngToContainerPoint(place);

const put = () => {
  sign.hidden = !place;
  if (!place) return;
  const { x, y } = at();
  sign.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
};

/** The middle of the selection where that is in sight, else of the map. */
const start = () => {
  const boxes = selectedFeatures().map((feature) => boxOf(feature.geometry));
  if (!boxes.length) return map.getCenter();
  const [west, south, east, north] = unionBox(boxes);
  const middle = L.latLng((south + north) / 2, (west + (east < west ? east + 360 : east)) / 2);
  return map.getBounds().contains(middle) ? middle : map.getCenter();
};

const event = (type) => ({ latlng: place, containerPoint: at(), layerPoint: map.latLngToLayerPoint(place), originalEvent: new MouseEvent(type) });

const fire = (type) => {
  mine = true;
  map.fire(type, event(type));
  mine = false;
};

/** Near the rim the map goes along. */
const follow = () => {
  const size = map.getSize();
  const { x, y } = at();
  const by = [Math.min(0, x - EDGE_PX) + Math.max(0, x - size.x + EDGE_PX), Math.min(0, y - EDGE_PX) + Math.max(0, y - size.y + EDGE_PX)];
  if (by[0] || by[1]) map.panBy(by, { animate: false });
};

const move = ([x, y], far) => {
  const step = far ? FAR_PX : STEP_PX;
  place = place ? map.containerPointToLatLng(at().add([x * step, y * step])) : start();
  follow();
  put();
  fire('mousemove');
};

/** Puts it onto a place, as that of a vertex which is taken up. */
export const placeCrosshair = (latlng) => {
  place = L.latLng(latlng);
  put();
};

/** A click where the crosshair stands. */
export const clickCrosshair = () => fire('click');

export const hideCrosshair = () => {
  place = null;
  put();
};

/**
 * A key press while a tool is in hand. Returns whether it was the crosshair's.
 * @param {{moved: (latlng: object) => void, chosen: () => void, removed: () => boolean, isHeld: () => boolean, letGo: () => void}} hand what the tool does with it
 */
export const crosshairKey = (press, hand) => {
  if (press.ctrlKey || press.metaKey || press.altKey) return false;
  if (ARROWS[press.key]) {
    move(ARROWS[press.key], press.shiftKey);
    hand.moved(place);
    return true;
  }
  if (!place) return false;
  if (press.key === ' ') {
    if (!press.repeat) hand.chosen();
    return true;
  }
  if (press.key === 'Delete') return hand.removed();
  if (press.key !== 'Escape' || !hand.isHeld()) return false;
  hand.letGo();
  return true;
};

export const watchCrosshair = () => {
  map.getContainer().append(sign);
  map.on('move zoom viewreset resize', put);
  // Whoever takes the mouse needs no crosshair.
  map.on('mousemove', () => !mine && place && hideCrosshair());
  on('tool', () => page.tool === null && hideCrosshair());
};
