/*
 * What writing needs and reading does not: the ledger, Yjs, the hashes. The app loads it right after its first screen is drawn,
 * and whoever writes earlier waits for it.
 */
export { refusedFor } from '#oplog/judgements.ts';
export { sealOpen, writeChanges } from '#oplog/ledger.ts';
export { readActs } from './acts.ts';
export { historyOf } from './history.ts';
export { keepPicture, readPicture, watchPicture } from './pictures.ts';
export { sealOrphans } from './orphans.ts';
export { openSession } from './text-session.ts';
export { undoingOf } from './undoing.ts';
