import type { ItemName, LogReader, LogStore } from '#oplog/log-store.ts';
import { isLacking, picturesOf, pictureTypeOf, shortName, showingRows } from '#oplog/pictures.ts';
import { hexDigest } from '#oplog/sha256.ts';
import type { Platform } from '#platform/platform.ts';
import { pictureRefusals } from '#protocol/pictures.ts';
import { serverHeadsKey, type ServerHeads } from '#protocol/remembered.ts';
import { chanceOf, longestRetry, nextAsk } from './rhythm.ts';
import { sweepPictures } from './sweep-pictures.ts';
import type { PictureReply, PictureTransport } from './transports/picture-transport.ts';

/*
 * Pictures go after the words, one at a time: the server's lacks first, the smallest first, then what this device lacks, the newest first. What is to be done is
 * found out anew for each from what both sides said last (`protocol/pictures.ts`), so nothing is remembered, and a kill, a lost answer or a
 * restored server changes nothing but the next step.
 */

/** What pictures need beside the engine's own. */
export interface PictureOptions {
  /** The kinds whose items show pictures. */
  kinds: readonly string[];
  transport: PictureTransport;
  /** Whether there is room for others' pictures: the last of it belongs to what is written here. */
  hasRoom: () => Promise<boolean>;
}

export interface PictureQueue {
  /** Looks at a space after its words were exchanged, soon when the last tries failed. */
  ask(space: string): void;
  /** Something changed for the better, perhaps: waiting on is pointless. */
  renew(): void;
  stop(): void;
}

export interface PictureSurroundings extends PictureOptions {
  store: LogStore;
  platform: Pick<Platform, 'now' | 'after' | 'randomHex'>;
  /** Told after others' pictures were stored: that they are here is to be said. */
  came: (space: string) => void;
}

type Outcome = 'done' | 'left' | 'ended' | 'failed';

type Step = { type: 'bring'; hash: string } | { type: 'fetch'; hash: string; item: ItemName };

export function createPictureQueue(around: PictureSurroundings): PictureQueue {
  const { store, kinds, transport, platform } = around;
  const wanted = new Set<string>();
  /** By space and hash, since when: refused for a reason of its own, and left out for a while. */
  const left = new Map<string, number>();
  const swept = new Set<string>();
  let isRunning = false;
  let isStopped = false;
  let failures = 0;
  let cancel: (() => void) | null = null;

  async function run(): Promise<void> {
    if (isRunning || cancel) return;
    isRunning = true;
    try {
      for (const space of wanted) {
        wanted.delete(space);
        if (!(await exchange(space))) {
          wanted.add(space);
          wait();
          break;
        }
        failures = 0;
      }
    } catch {
      // The store stopped. It says so itself; what is not here or there stays called so.
      wait();
    } finally {
      isRunning = false;
    }
  }

  function wait(): void {
    failures++;
    if (!isStopped) cancel = platform.after(nextAsk(failures, chanceOf(platform)), goOn);
  }

  function goOn(): void {
    cancel = null;
    void run();
  }

  /** @returns false when the way failed */
  async function exchange(space: string): Promise<boolean> {
    if (!swept.has(space)) await sweepPictures(store, space, kinds, platform.now());
    swept.add(space);
    let hasCome = false;
    try {
      for (let step = await nextStep(space); step && !isStopped; step = await nextStep(space)) {
        if (step.type === 'fetch' && !(await around.hasRoom())) return true;
        const done = step.type === 'bring' ? await bring(space, step.hash) : await fetch(space, step);
        if (done === 'failed') return false;
        if (done === 'ended') return true;
        if (done === 'left') left.set(`${space} ${step.hash}`, platform.now());
        else hasCome ||= step.type === 'fetch';
      }
    } finally {
      if (hasCome) around.came(space);
    }
    return true;
  }

  async function nextStep(space: string): Promise<Step | null> {
    return store.read(async reader => {
      const server = await reader.memory<ServerHeads>(serverHeadsKey(space));
      // A server that says nothing of pictures takes none.
      if (server?.lacks === undefined) return null;
      const held = await reader.pictures(space);
      const isLeft = (hash: string) => Math.abs(platform.now() - (left.get(`${space} ${hash}`) ?? Infinity)) < longestRetry;
      const toBring = held.filter(hash => isLacking(server.lacks, hash) && !isLeft(hash));
      if (toBring.length) return { type: 'bring', hash: await smallest(reader, space, toBring) };
      const here = new Set(held);
      const rows = (await showingRows(reader, space, kinds)).sort((a, b) => b.changed.wall - a.changed.wall);
      for (const item of rows)
        for (const hash of picturesOf(item))
          if (!here.has(hash) && !isLacking(server.lacks, hash) && !isLeft(hash)) return { type: 'fetch', hash, item };
      return null;
    });
  }

  async function bring(space: string, hash: string): Promise<Outcome> {
    const stored = await store.read(reader => reader.picture(space, hash));
    const bytes = await stored?.bytes.arrayBuffer().catch(() => null);
    if (!bytes || hexDigest(new Uint8Array(bytes)) !== hash) {
      // The browser has lost its file, or it is not what it was: it is not here, and may come again from where else it is.
      await store.write(tx => tx.dropPicture(space, hash));
      return 'done';
    }
    const reply = await transport.bring(space, hash, new Uint8Array(bytes));
    if (reply.type !== 'kept') return afterRefusal(reply);
    await store.write(async tx => {
      const server = await tx.memory<ServerHeads>(serverHeadsKey(space));
      if (!Array.isArray(server?.lacks)) return;
      const lacks = server.lacks.filter(name => name !== shortName(hash));
      await tx.remember(serverHeadsKey(space), { ...server, lacks } satisfies ServerHeads);
    });
    // One among too many to tell is told with the next exchange.
    const still = (await store.read(reader => reader.memory<ServerHeads>(serverHeadsKey(space))))?.lacks;
    return isLacking(still, hash) ? 'left' : 'done';
  }

  async function fetch(space: string, { hash, item }: Extract<Step, { type: 'fetch' }>): Promise<Outcome> {
    const reply = await transport.fetch(space, hash);
    if (reply.type !== 'bytes') return afterRefusal(reply);
    const { bytes } = reply;
    if (!pictureTypeOf(bytes) || hexDigest(bytes) !== hash) return 'left';
    await store.write(async tx => {
      // What was erased meanwhile does not come back.
      const row = await tx.row(item);
      if (row && picturesOf(row).includes(hash)) await tx.putPicture({ space, hash, at: platform.now(), bytes });
    });
    return 'done';
  }

  return {
    ask(space) {
      wanted.add(space);
      void run();
    },
    renew() {
      left.clear();
      failures = 0;
      cancel?.();
      goOn();
    },
    stop() {
      isStopped = true;
      cancel?.();
    },
  };
}

/** Of the picture itself: it does not hold up the others. */
const ownRefusals = new Set<string>([...pictureRefusals, 'too-large', 'malformed']);
/** Of the space or the device: the next exchange of words says when it is worth asking again. */
const spaceRefusals = new Set<string>(['unknown-space', 'no-access', 'gone', 'signed-out', 'revoked', 'replaced', 'copied']);

/** What the way failed for is tried again soon. */
function afterRefusal(reply: PictureReply): Outcome {
  if (reply.type === 'bytes' || reply.type === 'kept') return 'left';
  if (reply.type !== 'refused') return 'failed';
  return ownRefusals.has(reply.refusal) ? 'left' : spaceRefusals.has(reply.refusal) ? 'ended' : 'failed';
}

async function smallest(reader: LogReader, space: string, hashes: readonly string[]): Promise<string> {
  const few = await Promise.all(hashes.slice(0, 20).map(hash => reader.picture(space, hash)));
  return few.filter(one => one !== undefined).sort((a, b) => a.bytes.size - b.bytes.size)[0]?.hash ?? hashes[0]!;
}
