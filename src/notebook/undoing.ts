import { kindNamed } from '#domain/kinds.ts';
import { person } from '#domain/person.ts';
import { programme } from '#domain/programme.ts';
import { updatesOf, type Row } from '#oplog/fold.ts';
import { itemKey } from '#oplog/judgements.ts';
import { isSame, type Json } from '#oplog/json.ts';
import type { Change } from '#oplog/ledger.ts';
import type { ItemName } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import { stampOf, type Stamp } from '#oplog/stamp.ts';
import { foldText } from '#oplog/text.ts';
import type { Act, ActName, SpaceActs } from './acts.ts';

/** What undoing an act would write now, and the items that stay as they are because of what came after. */
export interface Undoing {
  changes: Change[];
  kept: ItemName[];
}

interface Judged {
  item: ItemName;
  isMade: boolean;
  change: Change | null;
  isKept: boolean;
}

/**
 * Each path goes back to what it was before the act, where nobody has changed it since; what the act made is deleted, unless it was
 * written on or something that stays rests on it. Where neither is left to do, the act is undone.
 */
export function undoingOf(log: SpaceActs, name: ActName): Undoing {
  const act = log.acts.find(one => one.ops.some(op => op.writer === name.writer && op.seq === name.seq));
  if (!act) return { changes: [], kept: [] };
  const byItem = new Map<string, Op[]>();
  for (const op of act.ops) byItem.set(itemKey(op), [...(byItem.get(itemKey(op)) ?? []), op]);
  const rows = new Map(log.rows.map(row => [itemKey(row), row]));
  const judged = [...byItem.values()].map(ops => judge(log, ops, rows.get(itemKey(ops[0]!))));
  keepWhatIsUsed(log, judged);
  return {
    changes: judged.flatMap(one => (one.change ? [one.change] : [])),
    kept: judged.filter(one => one.isKept).map(one => one.item),
  };
}

/**
 * The act that this one undid: every path of it is again what it was before the other, and what the other had made is deleted.
 * An act that sets a few values of a large one back by hand is none.
 */
export function undoneBy(log: SpaceActs, act: Act): Act | undefined {
  const other = log.acts.find(one => one !== act && one.at <= act.at && act.ops.some(op => isBack(log, op, one)));
  const items = new Set(other?.ops.map(itemKey));
  if (!other || !act.ops.every(op => isBack(log, op, other)) || new Set(act.ops.map(itemKey)).size * 2 < items.size) return undefined;
  return other;
}

function isBack(log: SpaceActs, op: Op, other: Act): boolean {
  const theirs = other.ops.filter(one => itemKey(one) === itemKey(op));
  if (theirs.length === 0 || op.patch.text) return false;
  const all = log.opsOf(op);
  const stamps = new Set<Stamp>(theirs.map(stampOf));
  return Object.entries(op.patch.set ?? {}).every(([path, { to, was }]) => {
    if (path === 'deleted' && to === true && all[0] && stamps.has(stampOf(all[0]))) return true;
    const write = theirs.find(one => one.patch.set?.[path]);
    return write !== undefined && was.length > 0 && was.every(stamp => stamps.has(stamp)) && isSame(to, valueBefore(write, path, all));
  });
}

function judge(log: SpaceActs, acted: readonly Op[], row: Row | undefined): Judged {
  const { space, kind, id } = acted[0]!;
  const item = { space, kind, id };
  const all = log.opsOf(item);
  const before = all.filter(op => op.time < acted[0]!.time || (op.time === acted[0]!.time && op.writer < acted[0]!.writer));
  const isMade = before.length === 0;
  if (!row || !kindNamed(kind)) return { item, isMade, change: null, isKept: row !== undefined };
  if (isMade) {
    const isKept = !row.deleted && (isBasic(row) || isWrittenOn(row, acted, all));
    return { item, isMade, change: row.deleted || isKept ? null : { ...item, set: { deleted: true } }, isKept };
  }
  const { set, isKept } = valuesBack(acted, all, row);
  const texts = textsBack(acted, before, all, row);
  const isEmpty = Object.keys(set).length === 0 && Object.keys(texts.text).length === 0;
  return { item, isMade, change: isEmpty ? null : { ...item, set, text: texts.text }, isKept: isKept || texts.isKept };
}

/** The programme itself, and whoever has joined it: taken back, they would take everybody's way in with them. */
function isBasic(row: Row): boolean {
  return row.kind === programme.name || (row.kind === person.name && row.cells['hasJoined']?.value === true);
}

/** Whether anything but the act stands in an item that it made. Deleted and brought back is nothing. */
function isWrittenOn(row: Row, acted: readonly Op[], all: readonly Op[]): boolean {
  const own = new Set<Stamp>(acted.map(stampOf));
  const isOwn = (heads: readonly Stamp[]) => heads.every(head => own.has(head));
  if (Object.entries(row.cells).some(([path, cell]) => !isOwn(cell.heads) && !(path === 'deleted' && cell.value === false))) return true;
  return all.some(op => op.patch.text !== undefined && !own.has(stampOf(op)));
}

function valuesBack(acted: readonly Op[], all: readonly Op[], row: Row): { set: Record<string, Json>; isKept: boolean } {
  const set: Record<string, Json> = {};
  let isKept = false;
  for (const path of new Set(acted.flatMap(op => Object.keys(op.patch.set ?? {})))) {
    const writes = acted.filter(op => op.patch.set?.[path]);
    const was = valueBefore(writes[0]!, path, all);
    const cell = row.cells[path];
    if (!cell || isSame(cell.value, was)) continue;
    const isUntouched = cell.heads.length === 1 && cell.heads[0] === stampOf(writes.at(-1)!);
    if (isUntouched) set[path] = was;
    else isKept = true;
  }
  return { set, isKept };
}

/** What the write's author saw in the path: the winner among what it replaced. */
function valueBefore(write: Op, path: string, all: readonly Op[]): Json {
  const [seen] = write.patch.set![path]!.was;
  const found = seen && all.find(op => stampOf(op) === seen)?.patch.set?.[path];
  return found ? found.to : initialOf(write.kind, path);
}

function textsBack(acted: readonly Op[], before: readonly Op[], all: readonly Op[], row: Row) {
  const text: Record<string, string> = {};
  let isKept = false;
  const last = acted.at(-1)!;
  for (const field of new Set(acted.flatMap(op => Object.keys(op.patch.text ?? {})))) {
    const at = (ops: readonly Op[]) => foldText(updatesOf(ops, field, new Set()), { id: row.id, field });
    const was = at(before);
    if (row.texts[field] === was) continue;
    if (all.some(op => op.patch.text?.[field] !== undefined && op.time > last.time)) isKept = true;
    else text[field] = was;
  }
  return { text, isKept };
}

/** An item that stays keeps what it points to, and what an act made beneath it: a row of the day keeps its people. */
function keepWhatIsUsed(log: SpaceActs, judged: readonly Judged[]): void {
  const made = new Map(judged.filter(one => one.isMade && !one.isKept && one.change).map(one => [one.item.id, one]));
  const changes = new Map(judged.flatMap(one => (one.change ? [[itemKey(one.item), one.change] as const] : [])));
  const keep = (one: Judged) => {
    one.change = null;
    one.isKept = true;
    made.delete(one.item.id);
    changes.delete(itemKey(one.item));
  };
  for (const one of [...made.values()]) if (log.usedElsewhere.has(one.item.id)) keep(one);
  for (let isSettled = false; !isSettled;) {
    isSettled = true;
    for (const row of log.rows) {
      const change = changes.get(itemKey(row));
      const isGone = row.deleted ? change?.set?.['deleted'] !== false : change?.set?.['deleted'] === true;
      const own = made.get(row.id);
      // Beneath a row that stays: as much a part of it as its fields.
      if (own && row.parent && isStanding(log, row.parent, changes) && judged.some(one => one.item.id === row.parent && one.isMade)) {
        keep(own);
        isSettled = false;
        continue;
      }
      if (isGone) continue;
      for (const id of pointedTo(row, change)) {
        const used = made.get(id);
        if (!used || used.item.id === row.id) continue;
        keep(used);
        isSettled = false;
      }
    }
  }
}

function isStanding(log: SpaceActs, id: string, changes: ReadonlyMap<string, Change>): boolean {
  const row = log.rows.find(one => one.id === id);
  return row !== undefined && !row.deleted && changes.get(itemKey(row))?.set?.['deleted'] !== true;
}

/** What the row's values would name, after the change. */
function pointedTo(row: Row, change: Change | undefined): string[] {
  return Object.entries(row.cells).flatMap(([path, cell]) => {
    const value = change?.set?.[path] ?? cell.value;
    if (typeof value === 'string') return [value];
    const slash = path.indexOf('/');
    return slash > 0 && value === true ? [path.slice(slash + 1)] : [];
  });
}

/** What a path holds before anybody has written it. */
function initialOf(kind: string, path: string): Json {
  if (path === 'parent') return '';
  const field = kindNamed(kind)?.fields[path.split('/')[0]!];
  return field?.type === 'last' ? (field.initial as Json) : false;
}
