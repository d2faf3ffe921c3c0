// What split, cut, edit and add have in common: a shape, a preview of what would come out, and a decision made from it.
import { decide, preview } from '../decisions.js';
import { area } from '../figures.js';
import { draw, geometryOf, makeEditable, prepareDrawing, stopEditing } from '../map/draw.js';
import { bad } from '../toasts.js';
import { clearPieces, drawPieces } from '../map/pieces.js';
import { done, isInHand, say, take } from './tool.js';

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
  const state = { layer: null, result: null, sentence: null, offline: false, isStale: false, sending: false, changed: isDrawn, asked: 0, timer: 0 };

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
    state.changed = state.isStale = true;
    state.sentence = null;
    state.asked++;
    show();
    clearTimeout(state.timer);
    state.timer = setTimeout(renew, PAUSE_MS);
  };

  const drawn = (made) => {
    state.layer = made;
    state.changed = true;
    makeEditable(made, soon);
    renew();
  };

  const confirm = async () => {
    if (state.sending || state.isStale || !(state.result || state.offline)) return;
    state.sending = true;
    show();
    const outcome = await decide(decision());
    state.sending = false;
    if (outcome.done || outcome.conflict) {
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
      state.layer = layer();
      show();
      if (state.layer) makeEditable(state.layer, soon);
      else if (shape) draw(shape, drawn);
      return isDrawn || !shape ? renew() : null;
    },
    confirm,
    dirty: () => state.changed,
    option: (which, control) => option(which, control) && (state.layer || !shape) && renew(),
    end: () => {
      clearTimeout(state.timer);
      if (state.layer) stopEditing(state.layer);
      onEnd();
    },
  };
  return take(tool);
};
