import { device as deviceKind } from '#domain/device.ts';
import { mayRead, readableSpaces } from '#domain/access.ts';
import { lentRefusal, originsOf } from '#domain/lending.ts';
import { note } from '#domain/note.ts';
import { pictureKinds } from '#domain/picture-kinds.ts';
import { parseSpace, programmeSpace } from '#domain/spaces.ts';
import { readItem } from '#oplog/kind.ts';
import type { LogReader } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import type { HandedPerson, HandoverSummary } from '#protocol/handover.ts';
import type { Notebook } from './notebook.ts';

/** What hand-over is told of the notebook. */
export function handoverSide(notebook: Notebook) {
  return {
    membership: notebook.me,
    pictureKinds,
    wall: notebook.wall,
    sealAll: async () => {
      // What a dead page left open belongs to it too, though nobody has looked since.
      await notebook.ready();
      await notebook.sealAll();
      return notebook.unstored().length === 0;
    },
    grounds: (reader: LogReader) => handoverGrounds(notebook, reader),
    summarise: summariseOps,
  };
}

/** Which spaces go along with a visit, and whose words may come. */
async function handoverGrounds(notebook: Notebook, reader: LogReader) {
  const { programme, person } = notebook.me;
  const access = await notebook.access(reader);
  const rows = await reader.rowsOfKind(programmeSpace(programme), deviceKind.name);
  const devices = rows.map(row => readItem(deviceKind, row));
  const cutOff = new Set(devices.filter(found => found.state === 'revoked').map(found => found.id));
  return {
    spacesOf: (visit: string, whose: 'mine' | 'all'): string[] =>
      readableSpaces(access, person).filter(space => {
        const where = parseSpace(space);
        return where?.family === 'programme' ? whose === 'all' : where?.scope === visit;
      }),
    isCutOff: (device: string) => cutOff.has(device),
    mayBring: (author: string, space: string) => !access.people.has(author) || mayRead(access, author, space),
    mayBorrow: (holders: ReadonlySet<string>, op: Op) => lentRefusal(access, holders, op.author, op) === null,
    originsOf: (device: string) => originsOf(device, devices),
  };
}

/** Whose notes operations are of, and how many words are in those as they stand now. */
async function summariseOps(reader: LogReader, ops: readonly Op[]): Promise<HandoverSummary> {
  const items = new Map(
    ops.filter(op => op.kind === note.name).map(op => [`${op.space} ${op.id}`, { space: op.space, kind: op.kind, id: op.id }]),
  );
  const people = new Map<string, HandedPerson>();
  for (const row of await reader.rows([...items.values()])) {
    if (!row || row.deleted) continue;
    const one = readItem(note, row);
    const person = one.owner ?? one.author;
    const before = people.get(person) ?? { person, notes: 0, words: 0 };
    people.set(person, { person, notes: before.notes + 1, words: before.words + wordsIn(one.words) });
  }
  const all = [...people.values()].sort((a, b) => b.notes - a.notes || (a.person < b.person ? -1 : 1));
  return {
    people: all,
    notes: all.reduce((sum, one) => sum + one.notes, 0),
    words: all.reduce((sum, one) => sum + one.words, 0),
    operations: ops.length,
  };
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
