import { amendOpen, sealOpen, type Writing } from '#oplog/ledger.ts';
import { updatesOf } from '#oplog/fold.ts';
import type { Json } from '#oplog/json.ts';
import { refusedFor } from '#oplog/judgements.ts';
import { isWellFormed } from '#oplog/kind.ts';
import type { ItemName, LogStore, OpenOp } from '#oplog/log-store.ts';
import { ownSteps } from '#oplog/own-steps.ts';
import {
  applyUpdate,
  clientOf,
  differenceOf,
  documentOf,
  encodeOwn,
  keepStranded,
  sealedState,
  wordsOf,
  type TextChange,
} from '#oplog/text.ts';
import { storageFailure, type WriteFailure } from './failure.ts';

/** `stored`: every character is in the strict store. `storing`: on its way. `failed`: only on the screen; `failure` says why. */
export type SessionState = { type: 'stored' } | { type: 'storing' } | { type: 'failed'; failure: WriteFailure };

/** One text being written. What is typed is stored at once and becomes an operation when it is sealed. */
export interface TextSession {
  words(): string;
  state(): SessionState;
  /**
   * The field holds `words` now. Stored as fast as the store can take it; what comes meanwhile goes with the next transaction.
   * Words over the limit, or with half a character, are not taken: the state says so until they are.
   * @param by who watches as the same is not told of it: its field holds the words already. All others are.
   */
  edit(words: string, by?: object): void;
  /**
   * Takes back the last step of this session's own, or does it again; what others wrote stays. Stored like any edit, also after a seal.
   * Words that were not taken are let go of first.
   * @returns what it did to `words()`; null when there was nothing
   */
  undo(by?: object): TextChange | null;
  redo(by?: object): TextChange | null;
  /** Resolves when all that was typed is stored, or has failed. */
  settled(): Promise<SessionState>;
  /** Seals what is open into an operation, so that it travels. */
  seal(): Promise<void>;
  /** While held (during composition), the words of others wait. */
  hold(): void;
  release(): void;
  /** Tries again what a failed transaction left. */
  retry(): void;
  /** What is on the screen and not stored, as the open operation it would be, and the words the field shows; null when all is stored. */
  unstored(): { open: OpenOp; words: string } | null;
  /** `change` is what others did, null when only the state moved. Returns the way to stop. */
  watch(changed: (change: TextChange | null) => void, as?: object): () => void;
  /** Seals and lets go. */
  close(): Promise<void>;
}

export interface SessionOptions {
  store: LogStore;
  item: ItemName;
  field: string;
  limit: number;
  /** What a new item starts with; written together with its first words. */
  start: Record<string, Json>;
  writing: () => Writing;
  /** Resolves when the device knows the writer as its own; before that nothing is written. Undefined when it does already. */
  introduce: () => Promise<void> | undefined;
  wall: () => number;
  sealDelay: () => number;
  after: (milliseconds: number, run: () => void) => () => void;
  closed: () => void;
}

export async function openSession(options: SessionOptions): Promise<TextSession> {
  const { store, item, field, writing } = options;
  const name = { id: item.id, field };
  const { writer } = writing();
  const read = () =>
    store.read(async reader => {
      const ops = await reader.opsOf(item);
      return { updates: updatesOf(ops, field, await refusedFor(reader, item, ops)), open: await reader.open(writer, item) };
    });
  const { updates, open } = await read();
  const doc = documentOf(updates, name);
  const sealedBefore = sealedState(doc).get(clientOf(writer, name)) ?? 0;
  // Before the document takes the writer's id: Yjs gives itself another one when its own structs come from outside.
  if (open?.text[field] !== undefined) applyUpdate(doc, { writer, update: open.text[field], refused: false }, name);
  doc.clientID = clientOf(writer, name);
  if (open?.text[field] !== undefined) keepStranded(doc, open.text[field]);

  const steps = ownSteps(doc);
  const watchers = new Map<(change: TextChange | null) => void, object | undefined>();
  const tell = (change: TextChange | null, by?: object) =>
    watchers.forEach((as, watcher) => watcher(by !== undefined && as === by ? null : change));
  const ownClock = () => sealedState(doc).get(doc.clientID) ?? 0;
  let sealedClock = sealedBefore;
  let storedClock = ownClock();
  let isOpen = open !== undefined;
  let isDirty = false;
  let isHeld = false;
  let running: Promise<void> | null = null;
  let sealing: Promise<void> | null = null;
  let state: SessionState = { type: 'stored' };
  /** What is on the screen was not taken: whatever is stored, it is not that. */
  let refusal: WriteFailure | null = null;
  let refusedWords = '';
  let deadline: { at: number; cancel: () => void } | null = null;

  const stopWatching = store.watch(
    reader => reader.row(item),
    row => {
      if (row && !isHeld) void takeOthers();
    },
    () => undefined,
  );

  async function takeOthers(): Promise<void> {
    const { updates: now } = await read();
    if (isHeld) return;
    const before = wordsOf(doc);
    for (const update of now) if (update.writer !== writer) applyUpdate(doc, update, name);
    const change = differenceOf(before, wordsOf(doc));
    if (change) tell(change);
  }

  function edit(words: string, by?: object): void {
    const problem = words.length > options.limit ? 'too-long' : isWellFormed(words) ? null : 'half-character';
    refusal = problem && { type: 'invalid', kind: item.kind, problems: [{ path: field, problem, limit: options.limit }], missing: [] };
    refusedWords = refusal ? words : '';
    if (refusal) return tell(null);
    const change = differenceOf(wordsOf(doc), words);
    if (!change) return tell(null);
    steps.edit(change, options.wall());
    changed(change, by);
  }

  function step(go: () => TextChange | null, by?: object): TextChange | null {
    const change = go();
    refusal = null;
    if (change) changed(change, by);
    else tell(null);
    return change;
  }

  function changed(change: TextChange, by?: object): void {
    isDirty = true;
    tell(change, by);
    storeAll();
    planSeal();
  }

  function storeAll(): void {
    if (running) return;
    setState({ type: 'storing' });
    running = (async () => {
      try {
        while (isDirty) await amend();
        setState({ type: 'stored' });
      } catch (error) {
        isDirty = true;
        setState({ type: 'failed', failure: storageFailure(error) });
      } finally {
        running = null;
      }
    })();
  }

  function openNow(set: Record<string, Json>): OpenOp {
    return { ...item, writer, author: writing().author, since: options.wall(), set, text: { [field]: encodeOwn(doc, sealedClock) } };
  }

  async function amend(): Promise<void> {
    if (sealing) await sealing;
    const introducing = options.introduce();
    if (introducing) await introducing;
    isDirty = false;
    const clock = ownClock();
    const row = openNow(isOpen ? {} : await startOf());
    const isStored = await store.write(tx => amendOpen(tx, row, !isOpen));
    if (!isStored) {
      // Sealed by another act on the same item: what had been stored is an operation now, and the rest begins a new one.
      sealedClock = storedClock;
      isOpen = false;
      isDirty = true;
      return;
    }
    isOpen = true;
    storedClock = clock;
  }

  async function startOf(): Promise<Record<string, Json>> {
    if (Object.keys(options.start).length === 0) return {};
    return (await store.read(reader => reader.row(item))) ? {} : options.start;
  }

  function planSeal(): void {
    const at = options.wall() + options.sealDelay();
    if (deadline && deadline.at <= at) return;
    deadline?.cancel();
    deadline = { at, cancel: options.after(options.sealDelay(), () => void seal()) };
  }

  async function seal(): Promise<void> {
    deadline?.cancel();
    deadline = null;
    await settled();
    if (!isOpen || sealing) return sealing ?? undefined;
    sealing = (async () => {
      try {
        await store.write(tx => sealOpen(tx, writing(), item));
        sealedClock = storedClock;
        isOpen = false;
      } catch (error) {
        // What was typed stays in its open row, stored; only the sealing failed, and the next one tries again.
        setState({ type: 'failed', failure: storageFailure(error) });
      } finally {
        sealing = null;
      }
    })();
    await sealing;
  }

  async function settled(): Promise<SessionState> {
    while (running) await running;
    return currentState();
  }

  function currentState(): SessionState {
    if (refusal) return { type: 'failed', failure: refusal };
    return isDirty && state.type === 'stored' ? { type: 'storing' } : state;
  }

  function setState(next: SessionState): void {
    state = next;
    tell(null);
  }

  return {
    words: () => wordsOf(doc),
    state: currentState,
    edit,
    undo: by => step(() => (refusal ? null : steps.undo()), by),
    redo: by => step(() => steps.redo(), by),
    settled,
    seal,
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      void takeOthers();
    },
    retry() {
      if (state.type !== 'failed') return;
      if (isDirty) {
        storeAll();
        // The seal that was planned may have come and gone while nothing could be written.
        planSeal();
      } else void seal();
    },
    watch(changed, as) {
      watchers.set(changed, as);
      return () => watchers.delete(changed);
    },
    unstored() {
      if (currentState().type === 'stored') return null;
      return { open: openNow(isOpen ? {} : options.start), words: refusal ? refusedWords : wordsOf(doc) };
    },
    async close() {
      stopWatching();
      await seal();
      options.closed();
      doc.destroy();
    },
  };
}
