import type { PresenceRequest, ServerEvent } from '#protocol/sync.ts';
import { createClockOffset } from './clock-offset.ts';
import { signingWhen } from './device-keys.ts';
import { exchangeSpace, type ExchangeEnd } from './exchange.ts';
import { createPictureQueue } from './picture-queue.ts';
import { createPresence, type Presence } from './presence.ts';
import { chanceOf, createSoon, nextAsk } from './rhythm.ts';
import { createSight } from './sight.ts';
import { linkAfter, standingOf, unsentOf, type Unsent } from './standing.ts';
import type { SyncEngineOptions } from './surroundings.ts';
import type { Link, SpaceSync, SyncState, TabMessage } from './sync-state.ts';

export interface SyncEngine {
  readonly state: SyncState;
  /** Calls back after each change of `state`; returns the way to stop. */
  watch(changed: (state: SyncState) => void): () => void;
  /** Exchanges soon: one space, or all. */
  nudge(space?: string): void;
  /** After the page was hidden and its texts sealed: sends what is left, with the word that the device is put away, while the browser lets it. */
  rest(): void;
  /** Exchanges all spaces and resolves when each has ended, also when this tab does not lead. */
  exchangeAll(): Promise<void>;
  readonly presence: Presence;
  /** Tells the others where this device's user is. */
  present(where: PresenceRequest): void;
  stop(): void;
}

/** The lock of the tab that exchanges. When it dies the next one takes over. */
export const syncLock = 'vertti-sync';

/** Starts exchanging with the server, as soon as no other tab of the device does. */
export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  const { store, transport, platform, keys, starts, tabs } = options;
  const clock = createClockOffset();
  const presence = createPresence(options.device);
  const sight = createSight(platform, tabs);
  const watchers = new Set<(state: SyncState) => void>();
  const stops: (() => void)[] = [];
  const confirmations = createSoon(platform.after, space => void ask(space));
  const running = new Map<string, { again: boolean; done: Promise<void> }>();
  let state: SyncState = { link: 'unknown', since: platform.now(), lastExchange: null, spaces: {}, pending: 0 };
  let isLeader = false;
  let isStopped = false;
  let failures = 0;
  let isFailing = false;
  let rounds = 0;
  let seen: Record<string, Unsent> = {};
  let unlisten = () => {};
  let cancelTimer = () => {};
  let offset: number | null = null;
  let keysReady: Promise<void> | undefined;
  const signing = signingWhen(keys, () => keysReady);
  const pictures = options.pictures && createPictureQueue({ ...options.pictures, store, platform, came: confirmations.add });

  function change(part: Partial<SyncState>): void {
    state = { ...state, ...part };
    for (const watcher of watchers) watcher(state);
    if (isLeader) tabs?.post({ type: 'state', state });
  }

  function changeSpace(space: string, part: Partial<SpaceSync>): void {
    const before = state.spaces[space] ?? { standing: 'waiting', lastExchange: null, pending: 0 };
    const spaces = { ...state.spaces, [space]: { ...before, ...part } };
    change({ spaces, pending: Object.values(spaces).reduce((sum, one) => sum + one.pending, 0) });
  }

  function become(link: Link): void {
    if (link !== state.link) change({ link, since: platform.now() });
  }

  function measure(sent: number, received: number, serverNow: number): number | null {
    const measured = clock.sample(sent, received, serverNow);
    if (measured !== null && measured !== offset) options.onOffset(measured);
    offset = measured;
    return measured;
  }

  /** One exchange per space at a time: who asks meanwhile gets one more round after it. */
  function ask(space: string): Promise<void> {
    const current = running.get(space);
    if (current) {
      current.again = true;
      return current.done;
    }
    const run = { again: false, done: Promise.resolve() };
    running.set(space, run);
    run.done = (async () => {
      do {
        run.again = false;
        await exchange(space);
      } while (run.again && !isStopped && state.link === 'online');
    })().finally(() => running.delete(space));
    return run.done;
  }

  async function exchange(space: string): Promise<void> {
    changeSpace(space, { standing: 'exchanging' });
    confirmations.drop(space);
    try {
      const end = await exchangeSpace(
        {
          store,
          transport,
          keys: signing,
          starts,
          now: platform.now,
          isStopped: () => isStopped,
          pictureKinds: options.pictures?.kinds,
          isAway: sight.isAway,
          answered: (sent, received, answer) => {
            become('online');
            change({ lastExchange: received });
            changeSpace(space, { lastExchange: received });
            return measure(sent, received, answer.now);
          },
        },
        space,
      );
      settle(space, end);
      // Asked for by itself: what failed is tried again as soon as after a round that fails, and not in the next one.
      if (rounds === 0 && isFailing) {
        isFailing = false;
        failures = Math.max(failures, 1);
        plan();
      }
    } catch {
      // The store stopped (full, failed, of another build). It says so itself; nothing was taken over, and nothing is lost by waiting.
      isFailing = true;
      changeSpace(space, { standing: 'waiting' });
    }
  }

  function settle(space: string, end: ExchangeEnd): void {
    const isRefused = end.type === 'refused';
    const standing = isRefused ? standingOf(end.refusal) : end.type === 'even' || end.type === 'stuck' ? end.type : 'waiting';
    const link = linkAfter(end);
    if (link) become(link);
    const isCopied = isRefused && end.refusal === 'copied';
    if (state.link !== 'online' || isCopied || (isRefused && end.refusal === 'slow-down')) isFailing = true;
    if (isCopied) starts?.splitOff(beOwn);
    changeSpace(space, { standing });
    if (end.type === 'even' || end.type === 'stuck') pictures?.ask(space);
    // What arrived may have named spaces that were not known.
    if (end.added > 0) void askNewSpaces(space);
  }

  async function askNewSpaces(moved: string): Promise<void> {
    const [first, ...others] = await options.spaces();
    // What came into the first, the programme's own, may have changed who reads what.
    if (moved === first) void keys?.renew();
    for (const space of [first, ...others]) if (space && !state.spaces[space]) void ask(space);
  }

  async function askAll(): Promise<void> {
    if (!isLeader || isStopped) return;
    cancelTimer();
    isFailing = false;
    rounds++;
    try {
      if (!platform.connectivity.isOnline()) become('offline');
      else {
        keysReady = keys?.ready();
        for (
          let asked = new Set<string>(), next = await options.spaces();
          next.length;
          next = (await options.spaces()).filter(space => !asked.has(space))
        ) {
          await Promise.all(next.map(space => ask(space)));
          asked = new Set([...asked, ...next]);
          if (state.link !== 'online') break;
        }
      }
    } finally {
      // Several spaces that fail together are one failure.
      failures = isFailing || state.link === 'offline' ? failures + 1 : 0;
      rounds--;
      plan();
    }
  }

  function plan(): void {
    cancelTimer();
    if (!isStopped) cancelTimer = platform.after(nextAsk(failures, chanceOf(platform)), askSoon);
  }

  function askSoon(): void {
    askAll().catch(() => plan());
  }

  /** Something changed for the better, perhaps: waiting on is pointless. */
  function askNow(): void {
    failures = 0;
    pictures?.renew();
    askSoon();
  }

  function listen(): void {
    unlisten();
    if (!isStopped) unlisten = transport.listen(hear);
  }

  /** It has become a device of its own, and the stream is still the other's. */
  function beOwn(): void {
    listen();
    askNow();
  }

  function hear(event: ServerEvent): void {
    if (event.type === 'presence') {
      presence.heard(event.space, event.present);
      tabs?.post({ type: 'presence', space: event.space, present: event.present });
    } else if (event.type === 'hello') {
      askNow();
      if (presence.here) void transport.present(presence.here);
    } else if (!state.spaces[event.space]) askSoon();
    else if (event.type === 'receipts') confirmations.add(event.space);
    else void ask(event.space);
  }

  function countUnsent(unsent: Record<string, Unsent>): void {
    for (const [space, { pending, open, held }] of Object.entries(unsent)) {
      const before = seen[space];
      if (pending !== (state.spaces[space]?.pending ?? 0)) changeSpace(space, { pending });
      const isReached = isLeader && (state.link === 'online' || state.link === 'unknown') && state.spaces[space]?.standing !== 'gone';
      // One may have been confirmed and another written between two looks: as many wait as before, and the new one would wait for the next round.
      const isMore = pending > (before?.pending ?? 0) || (pending > 0 && held > (before?.held ?? 0));
      if (isReached && isMore) void ask(space);
      // That a text is being written here is said soon, as somebody may be about to leave; what else happens meanwhile goes with it.
      else if (isReached && open > 0 && !before?.open) confirmations.add(space);
    }
    seen = unsent;
  }

  function lead(release: () => void): void {
    stops.push(release);
    if (isStopped) return release();
    isLeader = true;
    listen();
    stops.push(() => unlisten());
    stops.push(platform.connectivity.watch(() => (platform.connectivity.isOnline() ? askNow() : become('offline'))));
    stops.push(platform.lifecycle.onShow(askNow));
    askSoon();
  }

  stops.push(
    () => cancelTimer(),
    confirmations.stop,
    sight.stop,
    () => pictures?.stop(),
  );
  stops.push(store.watch(unsentOf, countUnsent, () => undefined));
  if (tabs) stops.push(tabs.listen(hearTab));
  tabs?.post({ type: 'hello' });
  platform.locks.hold(syncLock).then(lead, () => undefined);

  function hearTab(message: TabMessage): void {
    sight.heard(message);
    if (message.type === 'ask' && isLeader) askNow();
    else if (message.type === 'hello' && isLeader) tabs?.post({ type: 'state', state });
    else if (message.type === 'presence') presence.heard(message.space, message.present);
    else if (message.type === 'state' && !isLeader) {
      state = message.state;
      for (const watcher of watchers) watcher(state);
    }
  }

  return {
    get state() {
      return state;
    },
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    nudge(space) {
      if (!isLeader) tabs?.post({ type: 'ask' });
      else if (space) void ask(space);
      else askNow();
    },
    rest() {
      if (isLeader) askSoon();
      else tabs?.post({ type: 'ask' });
    },
    async exchangeAll() {
      if (isLeader) await askAll();
      else tabs?.post({ type: 'ask' });
    },
    presence,
    present(where) {
      presence.here = where;
      void transport.present(where);
    },
    stop() {
      isStopped = true;
      isLeader = false;
      for (const stop of stops.splice(0)) stop();
    },
  };
}
