import { readableSpaces } from '#domain/access.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { serverHeadsKey } from '#protocol/remembered.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { isLeftBehind } from '#notebook/saved-everywhere.ts';
import type { SyncEngine } from '#sync/engine.ts';
import type { LinkState, Watchable } from '../app-context.ts';
import { told } from '../told.ts';

/** How the device stands towards the server, for pages: the engine's state, who is where, and which spaces were never fetched. */
export function linkStateOf(later: Promise<SyncEngine>, notebook: Notebook): Watchable<LinkState> {
  let engine: SyncEngine | null = null;
  let missing: string[] = [];
  let readable: string[] = [];
  let isShutOut = false;
  const home = programmeSpace(notebook.me.programme);
  const read = (): LinkState => {
    if (!engine) return { link: 'starting', lastExchange: null, missingSpaces: missing, present: [] };
    const { presence } = engine;
    const { link, lastExchange, spaces } = engine.state;
    const isLeftOut = link === 'online' && (isShutOut || spaces[home]?.standing === 'no-access');
    return {
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
      return { spaces, never, isLeftBehind: await isLeftBehind(notebook, reader) };
    },
    ({ spaces, never, isLeftBehind: left }) => {
      readable = spaces;
      missing = never;
      isShutOut = left;
      tell();
    },
    // The store says itself when it has stopped.
    () => undefined,
  );
  return state;
}
