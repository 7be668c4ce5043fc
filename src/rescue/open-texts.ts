import { updatesOf } from '#oplog/fold.ts';
import type { OpenOp } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import type { foldText } from '#oplog/text.ts';
import { isRecord, type LightRow } from './light-row.ts';

/** A text that is on the screen and not stored: its open operation, and the words as the field shows them. */
export interface UnstoredText {
  open: OpenOp;
  words: Record<string, string>;
}

/** What only the running app knows. */
export interface OnScreen {
  texts: readonly UnstoredText[];
  /** Words that stand in a field whose text could not even be opened. */
  loose: readonly string[];
}

/** The texts that were being written: those the database holds open, and over them what is only on the screen. */
export class OpenTexts {
  readonly #opens = new Map<string, OpenOp>();
  readonly #ops = new Map<string, Op[]>();
  readonly #onScreen: OnScreen['texts'];

  constructor(onScreen: OnScreen['texts']) {
    this.#onScreen = onScreen;
    for (const { open } of onScreen) this.#ops.set(itemKey(open), []);
  }

  /** A record of the table of open texts. */
  addOpen(record: unknown): void {
    if (!isOpen(record)) return;
    this.#opens.set(openKey(record), record);
    if (!this.#ops.has(itemKey(record))) this.#ops.set(itemKey(record), []);
  }

  /** A record of the table of operations; kept when one of the texts begins from it. */
  addOp(record: unknown): void {
    if (isRecord(record) && isRecord(record['patch'])) this.#ops.get(itemKey(record))?.push(record as unknown as Op);
  }

  /** The open operations as they would be, had the store taken everything. */
  all(): OpenOp[] {
    const merged = new Map(this.#opens);
    for (const { open } of this.#onScreen) {
      const stored = merged.get(openKey(open));
      const whole = stored && { ...stored, text: { ...stored.text, ...open.text }, set: { ...stored.set, ...open.set } };
      merged.set(openKey(open), whole ?? open);
    }
    return [...merged.values()];
  }

  /**
   * Puts the words into the rows people read.
   * @param fold may throw; null where it could not be fetched
   * @param said how a text that was being written, and one that is only on the screen, is marked
   * @returns how many texts could not be read
   */
  overlay(rows: Map<string, LightRow>, fold: typeof foldText | null, said: { open: string; unstored: string }): number {
    const all = this.all();
    let unread = 0;
    for (const key of new Set(all.map(itemKey))) {
      const opens = all.filter(open => itemKey(open) === key);
      const shown = this.#onScreen.filter(text => itemKey(text.open) === key);
      let texts: Record<string, string> = {};
      try {
        if (!fold) throw new Error('not loaded');
        texts = wordsOf(this.#ops.get(key) ?? [], opens, fold);
      } catch {
        if (shown.length === 0) unread++;
      }
      // What the screen shows is what counts, also where it was not taken: too long, half a character.
      for (const { words } of shown) texts = { ...texts, ...words };
      if (Object.keys(texts).length === 0) continue;
      const row = rows.get(key) ?? rowOf(opens[0]!);
      rows.set(key, { ...row, texts: { ...row.texts, ...texts }, state: shown.length ? said.unstored : said.open });
    }
    return unread;
  }
}

export function itemKey({ space, kind, id }: { space?: unknown; kind?: unknown; id?: unknown }): string {
  return `${String(space)}\n${String(kind)}\n${String(id)}`;
}

/** Each field of the item as it stood on the screen: what its operations say, with what was open. */
function wordsOf(ops: readonly Op[], opens: readonly OpenOp[], fold: typeof foldText): Record<string, string> {
  const words: Record<string, string> = {};
  for (const field of new Set(opens.flatMap(open => Object.keys(open.text)))) {
    const open = opens.flatMap(({ writer, text }) => (text[field] === undefined ? [] : [{ writer, update: text[field], refused: false }]));
    words[field] = fold([...updatesOf(ops, field, new Set()), ...open], { id: opens[0]!.id, field });
  }
  return words;
}

function openKey(open: OpenOp): string {
  return `${open.writer}\n${itemKey(open)}`;
}

function isOpen(record: unknown): record is OpenOp {
  return isRecord(record) && isRecord(record['text']) && isRecord(record['set']) && typeof record['writer'] === 'string';
}

/** An item that has nothing but its open text. */
function rowOf(open: OpenOp): LightRow {
  const parent = open.set['parent'];
  return {
    space: open.space,
    kind: open.kind,
    id: open.id,
    parent: typeof parent === 'string' ? parent : '',
    deleted: false,
    author: open.author,
    wall: open.since,
    values: open.set,
    texts: {},
    state: '',
  };
}
