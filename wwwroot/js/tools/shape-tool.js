// What split, cut, edit and add have in common: a shape, a preview of what would come out, and a decision made from it.
import { decide, isSettled, preview } from '../decisions.js';
import { area } from '../figures.js';
import { draw, finishShape, geometryOf, isDrawing, makeEditable, prepareDrawing, putShape, readShape, stopEditing } from '../map/draw.js';
import { copy, isSame } from '../map/vertices.js';
import { bad } from '../toasts.js';
import { clearPieces, drawPieces } from '../map/pieces.js';
import { makeSteps } from './steps.js';
import { done, isInHand, say, take } from './tool.js';
import { makeVertexHand } from './vertex-hand.js';

const PAUSE_MS = 250;

/** "3 pieces · 3.10 km², 1.56 km²" */
export const describe = (pieces) => {
  const total = pieces.reduce((sum, piece) => sum + piece.areaM2, 0);
  return pieces.length === 1 ? area(total) : `${pieces.length} pieces, together ${area(total)}`;
};

/**
 * Takes a tool in hand that turns a shape into a decision.
 * @param name as in the toolbar
 * @param title of the banner
 * @param shape "Line", "Polygon", or null when nothing is drawn
 * @param hint what to do first
 * @param body makes the decision from the geometry
 * @param options markup of further choices, made anew each time
 * @param option hears of a choice; returns true to have the preview made again
 * @param layer makes the shape that is there already, when the tool is in hand
 * @param isDrawn true when that shape is what the decision is to be made from, as it is
 * @param onEnd takes back what `layer` did to the map
 */
export const takeShapeTool = async ({ name, title, shape, hint, body, verb, options = () => '', option = () => false, layer = () => null, isDrawn = false, detail = (result) => describe(result.pieces), onEnd = () => {} }) => {
  if (shape) {
    try {
      await prepareDrawing();
    } catch (failure) {
      bad(failure.message);
      return null;
    }
  }
  const state = { layer: null, steps: null, left: null, hand: null, isDrawnHere: false, result: null, sentence: null, offline: false, isStale: false, sending: false, changed: isDrawn, asked: 0, timer: 0 };

  const show = () => {
    const working = (state.layer && state.changed) || !shape;
    const shown = state.isStale ? null : state.result;
    say({
      title,
      detail: shown ? detail(shown) : working ? (state.sentence ? '' : 'Working out what comes out…') : hint,
      options: options(state.result),
      problem: state.sentence,
      warnings: shown?.warnings ?? [],
      confirm: state.result || state.offline ? verb : null,
      busy: state.sending || state.isStale,
    });
  };

  const decision = () => body(state.layer ? geometryOf(state.layer) : null, state.result);

  const renew = async () => {
    const mine = ++state.asked;
    state.isStale = true;
    show();
    const answer = await preview(decision());
    // Only the answer to what is drawn now counts.
    if (mine !== state.asked || !isInHand(tool)) return;
    state.isStale = false;
    state.result = answer.preview ?? null;
    state.sentence = answer.sentence ?? null;
    state.offline = answer.offline ?? false;
    if (answer.preview) drawPieces(answer.preview.pieces);
    else clearPieces();
    show();
  };

  const soon = () => {
    if (isSame(readShape(state.layer), state.steps.now)) return;
    state.steps.add(copy(readShape(state.layer)));
    again();
  };

  const again = () => {
    state.changed = state.isStale = true;
    state.sentence = null;
    state.asked++;
    show();
    clearTimeout(state.timer);
    state.timer = setTimeout(renew, PAUSE_MS);
  };

  const hold = (layer) => {
    state.layer = layer;
    const places = copy(readShape(layer));
    state.steps = state.left && isSame(places, state.left.now) ? state.left : makeSteps(places);
    state.left = null;
    state.hand = makeVertexHand(layer, shape !== 'Line', soon);
    makeEditable(layer, soon);
  };

  const drawn = (made) => {
    state.isDrawnHere = state.changed = true;
    hold(made);
    renew();
  };

  /** As if the outline had never been touched. */
  const untouched = () => {
    clearTimeout(state.timer);
    state.asked++;
    Object.assign(state, { changed: false, isStale: false, result: null, sentence: null, offline: false });
    clearPieces();
    show();
  };

  /** Back to where the last point had been set and the shape was not ended. */
  const reopen = () => {
    const points = state.steps.now.flat(Infinity);
    state.left = state.steps;
    stopEditing(state.layer);
    Object.assign(state, { layer: null, hand: null, isDrawnHere: false });
    untouched();
    draw(shape, drawn, points);
  };

  const walk = (by) => {
    if (state.hand.isHeld()) {
      state.hand.letGo();
      return true;
    }
    if (!state.steps.go(by)) return false;
    putShape(state.layer, state.steps.now);
    if (state.steps.isFirst && !state.isDrawnHere && !isDrawn) untouched();
    else again();
    return true;
  };

  const back = () => {
    if (!state.layer || state.sending) return false;
    if (walk(-1)) return true;
    if (!state.isDrawnHere) return false;
    reopen();
    return true;
  };

  const forward = () => {
    if (state.layer) return !state.sending && walk(1);
    if (!isDrawing() || !state.left) return false;
    finishShape();
    return true;
  };

  const confirm = async () => {
    if (state.sending || state.isStale || !(state.result || state.offline)) return;
    state.sending = true;
    show();
    const outcome = await decide(decision());
    state.sending = false;
    if (isSettled(outcome)) {
      state.changed = false;
      done();
      return;
    }
    state.sentence = outcome.sentence;
    show();
  };

  const tool = {
    name,
    begin: () => {
      const given = layer();
      if (given) hold(given);
      show();
      if (!given && shape) draw(shape, drawn);
      return isDrawn || !shape ? renew() : null;
    },
    confirm,
    dirty: () => state.changed,
    back,
    forward,
    usesPoints: () => !!shape,
    vertices: () => state.hand,
    option: (which, control) => option(which, control) && (state.layer || !shape) && renew(),
    end: () => {
      clearTimeout(state.timer);
      if (state.layer) stopEditing(state.layer);
      onEnd();
    },
  };
  return take(tool);
};
