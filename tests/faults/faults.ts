import { buffersEvents, cutsLong, loginPage, losesHalf, slowLine } from './bad-lines.ts';
import { browserKilled } from './browser-killed.ts';
import { connectionClosed, databaseCorrupted, databaseDeleted, databaseEvicted } from './database.ts';
import { serverDiskFull, tabletDiskFull } from './disk-full.ts';
import type { Fault } from './fault.ts';
import { malformedBundles } from './malformed-bundles.ts';
import { malformedFiles } from './malformed-files.ts';
import { malformedOperations } from './malformed-operations.ts';
import { malformedRequests } from './malformed-requests.ts';
import { photoCut, photoQuota, photoServerKilled } from './photo-sending.ts';
import { powerCut } from './power-cut.ts';
import { quotaReached } from './quota.ts';
import { refusedWords, revoked, tooLarge, unknownKind } from './rejected.ts';
import { serverClock } from './server-clock.ts';
import { serverKilled } from './server-killed.ts';
import { newVersion } from './new-version.ts';
import { otherServer, serverEmptied, serverRestored } from './server-replaced.ts';
import { tabletPowerCut } from './tablet-power-cut.ts';
import { tabBackForward, tabClosed, tabCrashed, tabFrozen, tabHidden } from './tab.ts';
import { syncSteps } from './sync-steps.ts';
import { oldTab, twoBuilds, twoTabs } from './two-tabs.ts';

/** Every row of the table, in the order it is printed in. */
export const faults: readonly Fault[] = [
  ...[browserKilled, tabletPowerCut, serverKilled, powerCut, quotaReached, tabletDiskFull, serverDiskFull],
  ...[connectionClosed, databaseDeleted, databaseEvicted, databaseCorrupted],
  ...[tabHidden, tabFrozen, tabCrashed, tabClosed, tabBackForward],
  ...[twoTabs, oldTab, twoBuilds, newVersion, syncSteps],
  ...[serverRestored, serverEmptied, otherServer, serverClock],
  ...[loginPage, cutsLong, buffersEvents, slowLine, losesHalf],
  ...[unknownKind, tooLarge, refusedWords, revoked],
  ...[photoCut, photoServerKilled, photoQuota],
  ...[malformedRequests, malformedOperations, malformedFiles, malformedBundles],
];
