import * as Y from 'yjs';
import { fromBase64, toBase64 } from 'lib0/buffer';
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import { sha256 } from './sha256.ts';
import { readUpdate, textKey } from './text-update.ts';

/** One operation's part of a text: a Yjs V1 update in base64, who wrote it and whether the server refused it. */
export interface TextUpdate {
  writer: string;
  update: string;
  refused: boolean;
}

/** Which text is meant: Yjs client ids are derived from it, so that a forged id is recognised and left out. */
export interface TextName {
  id: string;
  field: string;
}

/** The Yjs client id of a writer in one text: 32 bits of a hash, never 0. */
export function clientOf(writer: string, name: TextName): number {
  return sha256(`${writer} ${name.id} ${name.field}`)[0]! >>> 0 || 1;
}

/**
 * The document that a text's updates make, in whatever order they came. An update that is no V1 update, that holds
 * structs of another client than its writer's, or that no editor can have made, is left out whole. A refused one is applied with its words
 * obfuscated and then hidden, because the words of others hang on its positions; what it deleted stands.
 */
export function documentOf(updates: readonly TextUpdate[], name: TextName): Y.Doc {
  const doc = new Y.Doc({ gc: false, guid: name.id });
  const hidden: Range[] = [];
  // One transaction: what each ends with costs more than the update itself.
  doc.transact(() => {
    for (const { writer, update, refused } of updates) {
      const client = clientOf(writer, name);
      const read = readUpdate(update, client);
      if (!read) continue;
      Y.applyUpdate(doc, refused ? withoutDeletions(Y.obfuscateUpdate(read.bytes)) : read.bytes);
      if (refused) hidden.push({ client, from: read.from, to: read.to });
    }
  });
  if (hidden.length) hide(doc, hidden);
  return doc;
}

export function wordsOf(doc: Y.Doc): string {
  return doc.getText(textKey).toString();
}

export function textIn(doc: Y.Doc): Y.Text {
  return doc.getText(textKey);
}

/**
 * The text itself. Most notes were typed from beginning to end and sealed once: those are read straight from their update, without
 * a document, which is most of what folding a day costs.
 */
export function foldText(updates: readonly TextUpdate[], name: TextName): string {
  const [first, ...others] = updates;
  if (!first) return '';
  const typed = others.length === 0 && !first.refused ? typedThrough(first, name) : null;
  if (typed !== null) return typed;
  const doc = documentOf(updates, name);
  const words = wordsOf(doc);
  doc.destroy();
  return words;
}

/**
 * The update that makes `doc`'s text equal to `words`, as one edit of the middle that differs, or null when it already is.
 * Surrogate pairs are never cut.
 */
export function editText(doc: Y.Doc, words: string): string | null {
  const change = differenceOf(wordsOf(doc), words);
  if (!change) return null;
  const before = sealedState(doc);
  const text = textIn(doc);
  doc.transact(() => {
    if (change.removed) text.delete(change.at, change.removed);
    if (change.added) text.insert(change.at, change.added);
  });
  return encodeOwn(doc, before.get(doc.clientID) ?? 0);
}

/**
 * What `open`, the unsealed words of another writer, does to the text, as an update of `writer`'s own: each insertion and deletion where it
 * was. Null when it does nothing.
 */
export function adoptText(updates: readonly TextUpdate[], open: TextUpdate, writer: string, name: TextName): string | null {
  const theirs = documentOf(updates, name);
  const own = documentOf(updates, name);
  own.clientID = clientOf(writer, name);
  const before = sealedState(own).get(own.clientID) ?? 0;
  let isChanged = false;
  textIn(theirs).observe(event => {
    isChanged = true;
    textIn(own).applyDelta(event.delta);
  });
  applyUpdate(theirs, open, name);
  // Words that hang on what is here no more (the item was erased) have no place of their own: they are kept at the end.
  if (!isChanged && theirs.store.pendingStructs) {
    const words = typedIn(open.update);
    if (words) textIn(own).insert(textIn(own).length, words);
    isChanged = words !== '';
  }
  return isChanged ? encodeOwn(own, before) : null;
}

/**
 * What the document's own client wrote and has not sealed, after what it had written before was erased: its words hang on nothing that is here,
 * and stand at the end instead, as if typed anew.
 */
export function keepStranded(doc: Y.Doc, open: string): void {
  const own = readUpdate(open, doc.clientID);
  if (!own || (sealedState(doc).get(doc.clientID) ?? 0) >= own.to) return;
  const words = typedIn(open);
  if (words) textIn(doc).insert(textIn(doc).length, words);
}

/** The words that an update itself brings, whatever they hang on; '' for no V1 update. */
export function typedIn(update: string): string {
  try {
    const { structs } = Y.decodeUpdate(fromBase64(update));
    return structs
      .map(struct => (struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : ''))
      .join('');
  } catch {
    // Not a Yjs V1 update: it says nothing.
    return '';
  }
}

/**
 * The structs of the document's own client from `clock` on, and the document's deletions, as a V1 update in base64.
 * Encoding whole from the live document is a tenth of the bytes of merged updates, and linear.
 */
export function encodeOwn(doc: Y.Doc, clock: number): string {
  const { store } = doc;
  const state = sealedState(doc);
  state.set(doc.clientID, clock);
  // Yjs adds what others wrote and what waits for words that have not come yet. In an update of this writer's it would not be believed, and the
  // writer's own words would go with it.
  const { pendingStructs, pendingDs } = store;
  store.pendingStructs = null;
  store.pendingDs = null;
  try {
    return toBase64(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(state)));
  } finally {
    store.pendingStructs = pendingStructs;
    store.pendingDs = pendingDs;
  }
}

/** How far each client's structs go in the document. */
export function sealedState(doc: Y.Doc): Map<number, number> {
  return Y.decodeStateVector(Y.encodeStateVector(doc));
}

export interface TextChange {
  at: number;
  removed: number;
  added: string;
}

/** The one replaced stretch that turns `before` into `after`, on whole code points; null when they are equal. */
export function differenceOf(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (start > 0 && isHighSurrogate(before, start - 1)) start--;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  if (end > 0 && isLowSurrogate(before, before.length - end)) end--;
  return { at: start, removed: before.length - start - end, added: after.slice(start, after.length - end) };
}

export function applyUpdate(doc: Y.Doc, update: TextUpdate, name: TextName): void {
  const read = readUpdate(update.update, clientOf(update.writer, name));
  if (read) Y.applyUpdate(doc, read.bytes, 'remote');
}

interface Range {
  client: number;
  from: number;
  to: number;
}

/** The words of an update that holds nothing but one writer's typing, each stretch after the one before; null for any other. */
function typedThrough({ writer, update }: TextUpdate, name: TextName): string | null {
  const client = clientOf(writer, name);
  const decoded = readUpdate(update, client);
  if (!decoded || decoded.deletes) return null;
  let words = '';
  for (const struct of decoded.structs) {
    if (
      !(struct instanceof Y.Item) ||
      !(struct.content instanceof Y.ContentString) ||
      struct.rightOrigin ||
      struct.id.clock !== words.length
    )
      return null;
    const isNext =
      words.length === 0
        ? !struct.origin && (struct.parent as unknown) === textKey
        : struct.origin?.client === client && struct.origin.clock === words.length - 1;
    if (!isNext) return null;
    words += struct.content.str;
  }
  return words;
}

/** A V1 update ends with its deletions; a refused one may delete nobody's words. */
function withoutDeletions(bytes: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  const { clients } = Y.decodeUpdate(bytes).ds;
  writeVarUint(encoder, clients.size);
  for (const [client, ranges] of clients) {
    writeVarUint(encoder, client);
    writeVarUint(encoder, ranges.length);
    for (const { clock, len } of ranges) {
      writeVarUint(encoder, clock);
      writeVarUint(encoder, len);
    }
  }
  // Yjs wrote the bytes anew (`obfuscateUpdate`), so their encoding is as long as this one.
  const structs = bytes.subarray(0, bytes.length - toUint8Array(encoder).length);
  const none = new Uint8Array(structs.length + 1);
  none.set(structs);
  return none;
}

function hide(doc: Y.Doc, hidden: Range[]): void {
  const isHidden = (client: number, clock: number) =>
    hidden.some(range => range.client === client && clock >= range.from && clock < range.to);
  const text = textIn(doc);
  const spans: { at: number; length: number }[] = [];
  let at = 0;
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (let offset = 0; offset < item.length; offset++, at++) {
      if (!isHidden(item.id.client, item.id.clock + offset)) continue;
      const last = spans.at(-1);
      if (last && last.at + last.length === at) last.length++;
      else spans.push({ at, length: 1 });
    }
  }
  for (const span of spans.reverse()) text.delete(span.at, span.length);
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
