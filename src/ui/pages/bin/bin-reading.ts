import { mayRead, mayWrite, type Access } from '#domain/access.ts';
import { kindNamed, kinds } from '#domain/kinds.ts';
import { note } from '#domain/note.ts';
import { programme } from '#domain/programme.ts';
import { slot } from '#domain/slot.ts';
import { debriefSpace, notesSpace, parseSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { Cell, Row } from '#oplog/fold.ts';

/** Something deleted: who, when, and whether the reader may bring it back. */
export interface BinItem {
  row: Row;
  by: string;
  at: number;
  isCancelled: boolean;
  mayRestore: boolean;
}

/** What went in one act, and comes back in one. */
export interface BinAct {
  key: string;
  by: string;
  at: number;
  items: BinItem[];
}

export interface BinSight {
  isReadable: boolean;
  host: string;
  acts: BinAct[];
  /** Notes of one's own that were left empty. */
  empty: BinItem[];
  rows: readonly Row[];
  people: ReadonlyMap<string, string>;
  zone: string;
}

export const emptyBin: BinSight = {
  isReadable: false,
  host: '',
  acts: [],
  empty: [],
  rows: [],
  people: new Map(),
  zone: programme.fields.zone.initial,
};

/** What is nobody's writing: marks and seats have no words to bring back. */
const passedOver = new Set([
  'asked',
  'harvest',
  'part',
  'follow-up',
  'seat',
  'interview',
  'device',
  'template-version',
  'programme',
  'trial',
]);

/** The deleted of a visit, or of the programme without one; of each space only for who may read it, and of notes only one's own. */
export async function readBin(notebook: Notebook, r: NotebookReader, visit: string | undefined): Promise<BinSight> {
  const { me } = notebook;
  const access = await notebook.access(r.log);
  const home = programmeSpace(me.programme);
  const all = visit === undefined ? [home] : [visitSpace(visit), notesSpace(visit), debriefSpace(visit)];
  const spaces = all.filter(space => mayRead(access, me.person, space));
  const rows = (await Promise.all(spaces.flatMap(space => kindsOf(space).map(kind => r.log.rowsOfKind(space, kind))))).flat();
  const items = rows
    .flatMap(row => binItem(row, access, me.person) ?? [])
    // A note that somebody deleted is theirs alone to read.
    .filter(one => !kindNamed(one.row.kind)?.owned || (one.mayRestore && notebook.owns(one.row.id)))
    .sort((a, b) => b.at - a.at);
  const isEmpty = (one: BinItem) => one.row.kind === note.name && !one.row.texts['words']?.trim();
  return {
    isReadable: spaces.length > 0,
    host: access.municipalities.get(access.visits.get(visit ?? '')?.host ?? '')?.name ?? '',
    acts: actsOf(items.filter(one => !isEmpty(one))),
    empty: items.filter(isEmpty),
    rows,
    people: new Map([...access.people].map(([id, one]) => [id, one.name])),
    zone: (await r.item(programme, home, me.programme))?.zone || programme.fields.zone.initial,
  };
}

function kindsOf(space: string): string[] {
  const family = parseSpace(space)?.family;
  return kinds.filter(kind => kind.space === family && !passedOver.has(kind.name)).map(kind => kind.name);
}

function binItem(row: Row, access: Access, me: string): BinItem | null {
  const gone = [row.cells['deleted'], row.kind === slot.name ? row.cells['isCancelled'] : undefined].find(cell => cell?.value === true);
  if (!gone) return null;
  return {
    row,
    by: gone.author,
    at: gone.wall,
    isCancelled: gone !== row.cells['deleted'],
    mayRestore: mayWrite(access, me, row),
  };
}

/** What one writer took away at one moment went in one act. */
function actsOf(items: readonly BinItem[]): BinAct[] {
  const acts = new Map<string, BinAct>();
  for (const one of items) {
    const cell: Cell = one.row.cells[one.isCancelled ? 'isCancelled' : 'deleted']!;
    const head = cell.heads[0]!;
    const key = `${one.at} ${head.slice(head.indexOf(':') + 1)}`;
    const act = acts.get(key);
    if (act) act.items.push(one);
    else acts.set(key, { key, by: one.by, at: one.at, items: [one] });
  }
  return [...acts.values()];
}
