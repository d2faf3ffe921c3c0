// What split, cut, edit and add have in common: a shape, a preview of what would come out, and a decision made from it.
import { decide, preview } from '../decisions.js';
import { area } from '../figures.js';
import { draw, geometryOf, makeEditable, prepareDrawing, stopEditing } from '../map/draw.js';
import { bad } from '../toasts.js';
import { clearPieces, drawPieces } from '../map/pieces.js';
import { done, inHand, say, take } from './tool.js';

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
 * @param layer a shape that is there already
 */
export const takeShapeTool = async ({ name, title, shape, hint, body, verb, options = () => '', option = () => false, layer = null, detail = (result) => describe(result.pieces), onEnd = () => {} }) => {
  if (shape) {
    try {
      await prepareDrawing();
    } catch (failure) {
      bad(failure.message);
      return null;
    }
  }
  const state = { layer, result: null, sentence: null, sending: false, changed: false, timer: 0 };

  const show = () => {
    const working = (state.layer && state.changed) || !shape;
    say({
      title,
      detail: state.result ? detail(state.result) : working ? (state.sentence ? '' : 'Working out what comes out…') : hint,
      options: options(state.result),
      problem: state.sentence,
      warnings: state.result?.warnings ?? [],
      confirm: state.result || state.offline ? verb : null,
      busy: state.sending,
    });
  };

  const renew = async () => {
    const made = body(state.layer ? geometryOf(state.layer) : null, state.result);
    const answer = await preview(made);
    if (inHand() !== name) return;
    state.result = answer.preview ?? null;
    state.sentence = answer.sentence ?? null;
    state.offline = answer.offline ?? false;
    if (answer.preview) drawPieces(answer.preview.pieces);
    else clearPieces();
    show();
  };

  const soon = () => {
    state.changed = true;
    clearTimeout(state.timer);
    state.timer = setTimeout(renew, PAUSE_MS);
  };

  const drawn = (made) => {
    state.layer = made;
    state.changed = true;
    makeEditable(made, soon);
    show();
    renew();
  };

  const confirm = async () => {
    if (state.sending || !(state.result || state.offline)) return;
    state.sending = true;
    show();
    const outcome = await decide(body(state.layer ? geometryOf(state.layer) : null, state.result));
    state.sending = false;
    if (outcome.done || outcome.conflict) {
      state.changed = false;
      done();
      return;
    }
    state.sentence = outcome.sentence;
    show();
  };

  return take({
    name,
    begin: () => {
      show();
      if (state.layer) makeEditable(state.layer, soon);
      else if (shape) draw(shape, drawn);
      else return renew();
      return null;
    },
    confirm,
    dirty: () => state.changed,
    option: (which, control) => option(which, control) && (state.layer || !shape) && renew(),
    end: () => {
      clearTimeout(state.timer);
      if (state.layer) stopEditing(state.layer);
      onEnd();
    },
  });
};
