// What the crosshair does to a finished shape: takes up the vertex, or the middle between two, that is nearest; moves it; puts it down.
import { map } from '../map/map.js';
import { putShape, readShape, stopMarking } from '../map/draw.js';
import { copy, nearest, withVertex, withoutVertex } from '../map/vertices.js';
import { toast } from '../toasts.js';
import { crosshairPlace, placeCrosshair } from './crosshair.js';

const REACH_PX = 48;

const tooFar = () => toast('No vertex is within reach of the crosshair. Bring it to one by the arrow keys.', { kind: 'note', stays: 4000 });

/**
 * @param layer what is in hand
 * @param closed true for an area
 * @param changed called when a vertex was put down or taken away
 */
export const makeVertexHand = (layer, closed, changed) => {
  let held = null;
  const under = () => {
    const at = map.latLngToContainerPoint(crosshairPlace());
    return nearest(readShape(layer), closed, (place) => map.latLngToContainerPoint(place).distanceTo(at), REACH_PX);
  };
  const putDown = (places) => {
    held = null;
    putShape(layer, places);
  };

  return {
    isHeld: () => held !== null,

    /** Takes a vertex up, or puts down the one that is held. */
    chosen: () => {
      if (held) {
        putDown(held.now);
        changed();
        return;
      }
      const found = under();
      if (!found) {
        tooFar();
        return;
      }
      const before = copy(readShape(layer));
      held = { vertex: found, before, now: before };
      stopMarking(layer);
      placeCrosshair(found.place);
    },

    moved: (place) => {
      if (!held) return;
      held.now = withVertex(held.before, held.vertex, { lat: place.lat, lng: place.lng });
      layer.setLatLngs(held.now);
    },

    /** Puts what is held back where it was. */
    letGo: () => {
      placeCrosshair(held.vertex.place);
      putDown(held.before);
    },

    /** Takes away the vertex that is held or nearest. */
    removed: () => {
      const vertex = held?.vertex ?? under();
      const before = held?.before ?? copy(readShape(layer));
      if (!vertex || vertex.isMiddle) {
        tooFar();
        return true;
      }
      putDown(withoutVertex(before, vertex.path, closed));
      changed();
      return true;
    },
  };
};
