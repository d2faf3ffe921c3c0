// What a decision is called in a sentence. Pure.

const DID = { validate: 'validated', reclassify: 'reclassified', reject: 'rejected', merge: 'merged', split: 'split', reshape: 'redrew', cut: 'cut', add: 'added', annotate: 'wrote a note on', restore: 'undid a decision on', external: 'changed by SQL', reprocess: 'replaced' };
const NOUN = { validate: 'validation', reclassify: 'reclassification', reject: 'rejection', merge: 'merge', split: 'split', reshape: 'new outline', cut: 'cut', add: 'slick', annotate: 'note', restore: 'undo', external: 'change by SQL', reprocess: 'new run' };

/** "maria redrew 415": the verb for what somebody did. */
export const did = (kind) => DID[kind] ?? 'changed';

/** "your new outline": the noun for what somebody made. */
export const noun = (kind) => NOUN[kind] ?? 'decision';
