import { readableSpaces } from '#domain/access.ts';
import { returnedKind, returnedOps } from '#domain/receipt-returned.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { copyOfKey, serverHeadsKey } from '#protocol/remembered.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { isLeftBehind } from '#notebook/saved-everywhere.ts';
import type { SyncEngine } from '#sync/engine.ts';
import type { LinkState, Watchable } from '../app-context.ts';
import { told } from '../told.ts';
import { createStuckWatch } from './stuck-watch.ts';

/** Before the device belongs to anybody. */
export function unlinked(isOnline: boolean): Watchable<LinkState> {
  return told<LinkState>({
    link: isOnline ? 'online' : 'offline',
    lastExchange: null,
    missingSpaces: [],
    present: [],
    isStuck: false,
    isServerOlder: false,
    isCopy: false,
    returned: 0,
  });
}

/** How the device stands towards the server, for pages: the engine's state, who is where, and which spaces were never fetched. */
export function linkStateOf(
  later: Promise<SyncEngine>,
  notebook: Notebook,
  after: (milliseconds: number, run: () => void) => () => void,
): Watchable<LinkState> {
  let engine: SyncEngine | null = null;
  let missing: string[] = [];
  let readable: string[] = [];
  let isShutOut = false;
  let isCopy = false;
  let returned = 0;
  const watchStuck = createStuckWatch(after, () => tell());
  const home = programmeSpace(notebook.me.programme);
  const read = (): LinkState => {
    const unknown = { isStuck: false, isServerOlder: false, isCopy, returned };
    if (!engine) return { link: 'starting', lastExchange: null, missingSpaces: missing, present: [], ...unknown };
    const { presence } = engine;
    const { link, lastExchange, spaces } = engine.state;
    const isLeftOut = link === 'online' && (isShutOut || spaces[home]?.standing === 'no-access');
    // Only what can be exchanged: what is of another programme, or waits for a right, is not stuck.
    const waits = (space: string) => (spaces[space]?.pending ?? 0) > 0;
    const isOlder = (space: string) => spaces[space]?.standing === 'unknown-space' || spaces[space]?.standing === 'unknown-kind';
    const canGo = readable.filter(
      space => waits(space) && !isOlder(space) && spaces[space]?.standing !== 'no-access' && spaces[space]?.standing !== 'gone',
    );
    return {
      isStuck: watchStuck(
        link === 'online',
        canGo.reduce((sum, space) => sum + spaces[space]!.pending, 0),
      ),
      isServerOlder: link === 'online' && readable.some(space => waits(space) && isOlder(space)),
      isCopy,
      returned,
      link: isLeftOut ? 'no-access' : link === 'unknown' ? 'starting' : link,
      lastExchange,
      missingSpaces: missing.filter(space => spaces[space]?.standing !== 'even'),
      present: readable.flatMap(space =>
        presence.in(space).map(({ device, person, item, field }) => ({ device, person, space, item, field })),
      ),
    };
  };
  const state = told(read());
  const tell = () => state.tell(read());
  void later.then(started => {
    engine = started;
    engine.watch(tell);
    engine.presence.watch(tell);
    tell();
  });
  notebook.watch(
    async reader => {
      // Before the programme has come nothing is known to be readable, and the programme itself is what is missing.
      const known = readableSpaces(await notebook.access(reader.log), notebook.me.person);
      const spaces = [...new Set([home, ...known])];
      const heads = await Promise.all(spaces.map(space => reader.log.memory(serverHeadsKey(space))));
      const never = spaces.filter((_, index) => heads[index] === undefined);
      const own = await notebook.ownWriters(reader.log);
      const verdicts = await Promise.all(spaces.map(space => reader.log.rowsOfKind(space, returnedKind)));
      return {
        spaces,
        never,
        isLeftBehind: await isLeftBehind(notebook, reader),
        wasCopied: Boolean(await reader.log.memory(copyOfKey)),
        refused: returnedOps(verdicts.flat(), own).length,
      };
    },
    ({ spaces, never, isLeftBehind: left, wasCopied, refused }) => {
      readable = spaces;
      missing = never;
      isShutOut = left;
      isCopy = wasCopied;
      returned = refused;
      tell();
    },
    // The store says itself when it has stopped.
    () => undefined,
  );
  return state;
}
