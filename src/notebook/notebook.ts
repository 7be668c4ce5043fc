import { accessKinds, accessOf, writeRefusal as fullRefusal, type Access } from '#domain/access.ts';
import { programmeSpace } from '#domain/spaces.ts';
import type { Json } from '#oplog/json.ts';
import type { Change, Writing } from '#oplog/ledger.ts';
import { ownerOf } from '#oplog/owner.ts';
import type { ItemName, LogReader, LogWriter } from '#oplog/log-store.ts';
import { ownWritersKey } from '#protocol/remembered.ts';
import type { ActName } from './acts.ts';
import { countedCopies } from './counted-copies.ts';
import type { Draft } from './draft.ts';
import { storageFailure, type Written } from './failure.ts';
import { notebookReader } from './reader.ts';
import { problemWith } from './problem-with.ts';
import { writerLock, type Surroundings } from './surroundings.ts';
import type { TextSession } from './text-session.ts';
import type { Notebook } from './door.ts';

export type { Notebook };

type Hand = typeof import('./hand.ts');

export async function openNotebook(around: Surroundings): Promise<Notebook> {
  const { store, membership, writer, writeRefusal = fullRefusal } = around;
  const programme = programmeSpace(membership.programme);
  const sessions = new Map<string, Promise<TextSession>>();
  const open = new Map<string, TextSession>();
  const release = await around.locks.hold(writerLock(writer));
  let isKnown = false;
  let loading: Promise<Hand> | null = null;

  /** The writing hand: fetched once; a failed fetch is tried anew by the next who needs it. */
  function hand(): Promise<Hand> {
    loading ??= import('./hand.ts').catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  const wall = () => around.now() + around.offset();
  const ownId = (about: string) => `${membership.person}~${about}`;
  let lastWall = 0;

  /** No two acts have the same `wall`: by it the operations of one are known. It never runs ahead of the clock by more than a second. */
  function writing(): Writing {
    const at = Math.round(wall());
    lastWall = at <= lastWall && at > lastWall - 1000 ? lastWall + 1 : at;
    return { writer, author: membership.person, now: around.now(), wall: lastWall, salt: () => around.randomHex(8) };
  }

  /** Remembers this start's writer as the device's own, before it writes anything. */
  async function introduce(): Promise<void> {
    if (isKnown) return;
    await store.write(async tx => {
      const known = (await tx.memory<string[]>(ownWritersKey)) ?? [];
      if (!known.includes(writer)) await tx.remember(ownWritersKey, [...known, writer]);
    });
    isKnown = true;
  }

  // A reader sees one moment: what one read asks of access several times is read once.
  const judged = new WeakMap<LogReader, Promise<Access>>();

  function access(reader: LogReader): Promise<Access> {
    let judge = judged.get(reader);
    if (!judge) judged.set(reader, (judge = readAccess(reader)));
    return judge;
  }

  async function readAccess(reader: LogReader): Promise<Access> {
    const rows = await Promise.all(accessKinds.map(kind => reader.rowsOfKind(programme, kind)));
    return accessOf(membership.programme, rows.flat());
  }

  async function write(drafts: readonly Draft[], also?: (tx: LogWriter) => Promise<void>): Promise<Written> {
    const error = await store.read(async reader => {
      const judge = await access(reader);
      return problemWith(reader, item => writeRefusal(judge, membership.person, item), drafts);
    });
    if (error) return { ok: false, error };
    return put(async tx => {
      await also?.(tx);
      return { changes: drafts };
    });
  }

  async function undo(names: readonly ActName[]): Promise<Written> {
    return put(async (tx, { readActs, undoingOf }) => {
      const judge = await access(tx);
      const kept: ItemName[] = [];
      const changes: Change[] = [];
      for (const name of names) {
        const log = await readActs(tx, name.space);
        const undoing = undoingOf(log, name);
        for (const change of undoing.changes) (writeRefusal(judge, membership.person, change) ? kept : changes).push(change);
        kept.push(...undoing.kept);
      }
      return { changes, kept };
    });
  }

  /** What is written is found out in the transaction that writes it: nothing can come in between. */
  async function put(decide: (tx: LogWriter, by: Hand) => Promise<{ changes: readonly Change[]; kept?: ItemName[] }>): Promise<Written> {
    try {
      const by = await hand();
      await introduce();
      const { changes, kept, ops } = await store.write(async tx => {
        const decided = await decide(tx, by);
        const direct = decided.changes
          .map(one => ({ ...one, text: withoutOpen(one) }))
          .filter(one => Object.keys(one.set ?? {}).length || Object.keys(one.text).length);
        return { ...decided, ops: direct.length ? await by.writeChanges(tx, writing(), direct) : [] };
      });
      for (const one of changes) {
        for (const [field, words] of Object.entries(one.text ?? {})) open.get(sessionKey(one, field))?.edit(words);
      }
      const acts = ops.filter((op, index) => ops.findIndex(other => other.space === op.space) === index);
      return { ok: true, acts: acts.map(op => ({ space: op.space, writer: op.writer, seq: op.seq })), ...(kept && { kept }) };
    } catch (failure) {
      return { ok: false, error: storageFailure(failure) };
    }
  }

  /** A text that is open on this page is edited where it is open: two documents of one writer would share their counting. */
  function withoutOpen(one: Change): Record<string, string> {
    return Object.fromEntries(Object.entries(one.text ?? {}).filter(([field]) => !open.has(sessionKey(one, field))));
  }

  async function startSession(
    item: ItemName,
    field: string,
    limit: number,
    start: Record<string, Json>,
    key: string,
  ): Promise<TextSession> {
    const { openSession } = await hand();
    // A full disk refuses it: what is typed then is in the session all the same, and can be taken out.
    await introduce().catch(() => undefined);
    const session = await openSession({
      store,
      item,
      field,
      limit,
      start,
      writing,
      introduce: () => (isKnown ? undefined : introduce()),
      wall,
      sealDelay: () => around.sealDelay(item.space, item.id, field),
      after: around.after,
      closed: () => {
        sessions.delete(key);
        open.delete(key);
      },
    });
    open.set(key, session);
    return session;
  }

  async function ready(): Promise<void> {
    const { sealOrphans } = await hand();
    await sealOrphans(store, around);
  }

  /** What a text left open when it could not be sealed at its closing. */
  async function sealLeft(): Promise<void> {
    const isShown = (item: ItemName) => [...sessions.keys()].some(key => key.startsWith(`${item.space}\n${item.kind}\n${item.id}\n`));
    const left = (await store.read(reader => reader.opens())).filter(one => one.writer === writer && !isShown(one));
    if (left.length === 0) return;
    const { sealOpen } = await hand();
    await store.write(async tx => {
      for (const item of left) await sealOpen(tx, writing(), item);
    });
  }

  return {
    // Itself, and no copy of it: a copied profile becomes a device of its own while the app runs.
    me: membership,
    lender: '',
    newId: ownership => (ownership === 'mine' ? ownId(around.randomHex(8)) : around.randomHex(8)),
    ownId,
    owns: id => ownerOf(id) === membership.person,
    wall,
    write: drafts => write(drafts),
    keepPicture: async (space, bytes, show) => (await hand()).keepPicture(write, around.now(), space, bytes, show),
    picture: async (space, picture) => (await hand()).readPicture(store, space, picture),
    watchPicture: (space, picture, next) => {
      const watching = hand().then(by => by.watchPicture(store, space, picture, next));
      return () => void watching.then(stop => stop());
    },
    undo,
    acts: async space => {
      const { readActs } = await hand();
      return store.read(reader => readActs(reader, space));
    },
    openText(kind, where, field, start = {}) {
      const item = { space: where.space, kind: kind.name, id: where.id };
      const declared = kind.fields[field];
      if (declared?.type !== 'text') throw new Error(`${kind.name}.${field} is no text`);
      const key = sessionKey(item, field);
      const started = sessions.get(key) ?? startSession(item, field, declared.limit, start, key);
      sessions.set(key, started);
      // An opening that failed is tried anew the next time.
      started.catch(() => sessions.delete(key));
      return started;
    },
    read: read => store.read(reader => read(notebookReader(reader))),
    watch: (read, next, fail) => store.watch(reader => read(notebookReader(reader)), next, fail),
    history: async item => {
      const { historyOf, refusedFor } = await hand();
      return store.read(async reader => {
        const row = await reader.row(item);
        const lost = new Set(Object.values(row?.cells ?? {}).flatMap(cell => (cell.lost ?? []).map(one => one.stamp as string)));
        const ops = await reader.opsOf(item);
        return historyOf(ops, await refusedFor(reader, item, ops), lost);
      });
    },
    copies: async (reader, space) => countedCopies(reader, await access(reader), membership, space),
    ownWriters: async reader => new Set([...((await reader.memory<string[]>(ownWritersKey)) ?? []), writer]),
    access,
    ready,
    sealAll: async () => {
      await Promise.all([...open.values()].map(session => session.seal()));
      // A store that has stopped keeps them open, and the next time is as good.
      await sealLeft().catch(() => undefined);
    },
    retryAll: () => {
      open.forEach(session => session.retry());
      // What could not be sealed at its closing, nor taken over from a dead writer at the start; when it still cannot be, the store says so.
      const left = sealLeft().then(ready);
      void left.catch(() => undefined);
    },
    unstored: () => [...open].filter(([, session]) => session.state().type !== 'stored').map(([key]) => key.split('\n')[2]!),
    unstoredTexts: () =>
      [...open].flatMap(([key, session]) => {
        const text = session.unstored();
        return text ? [{ open: text.open, words: { [key.split('\n')[3]!]: text.words } }] : [];
      }),
    bringBack: async copied => {
      const [{ sealOrphans }, { bringBack }] = await Promise.all([hand(), import('./bring-back.ts')]);
      await introduce();
      // What dead writers of this device left open is taken over first: the copy may hold the same.
      await sealOrphans(store, around);
      return bringBack(store, around, copied);
    },
    close: async () => {
      await Promise.all([...open.values()].map(session => session.close()));
      release();
    },
  };
}

function sessionKey(item: ItemName, field: string): string {
  return `${item.space}\n${item.kind}\n${item.id}\n${field}`;
}
