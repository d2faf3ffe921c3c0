// What a decision is called in a sentence, and how many slicks it takes: the server's table of kinds. Pure but for `teach`.

let kinds = new Map();

/** @param {{kind: string, title: string, did: string, noun: string, least: number, most: ?number, takesNote: boolean}[]} table */
export const teach = (table) => (kinds = new Map(table.map((one) => [one.kind, one])));

/** "maria redrew 415": the verb for what somebody did. */
export const did = (kind) => kinds.get(kind)?.did ?? 'changed';

/** "your new outline": the noun for what somebody made. */
export const noun = (kind) => kinds.get(kind)?.noun ?? 'decision';

/** "Redraw 415" */
export const titleOf = (kind) => kinds.get(kind)?.title ?? kind;

/** Whether a decision of this kind can be made for so many slicks. */
export const takes = (kind, count) => count >= (kinds.get(kind)?.least ?? 1) && count <= (kinds.get(kind)?.most ?? Infinity);

/** Whether a note that was typed goes with a decision of this kind. */
export const takesNote = (kind) => kinds.get(kind)?.takesNote ?? false;
