import { finding } from '#domain/finding.ts';
import { note } from '#domain/note.ts';
import { debriefSpace, notesSpace } from '#domain/spaces.ts';
import type { Op } from '#oplog/op.ts';
import type { Surroundings } from '#notebook/surroundings.ts';
import { openNotebook } from '#notebook/notebook.ts';
import type { Json } from '#oplog/json.ts';
import type { LogStore } from '#oplog/log-store.ts';
import { missingOps } from '#oplog/replica.ts';

/** What one device writes in a day: 180 notes of its own and 20 contributions to shared findings, 120 characters each. */
export const notesPerDay = 180;
export const sharedPerDay = 20;
export const charactersPerText = 120;

const words = [
  'luonto',
  'kaava',
  'valtuusto',
  'niitty',
  'metsäsuunnitelma',
  'yhteistyö',
  'päiväkoti',
  'hulevesi',
  'kumppani',
  'asukas',
  'lajikartoitus',
  'ohjelma',
];

/** Text as people write it; the same for the same seed. */
export function textOf(seed: number, length = charactersPerText): string {
  let text = '';
  for (let index = seed; text.length < length; index = (index * 31 + 7) % 9973) text += `${words[index % words.length]} `;
  return text.slice(0, length);
}

/** Writes a device's day in a visit, offline and through the notebook: each text typed in three stretches. */
export async function writeDay(around: Surroundings, device: number, visit = 'v'): Promise<void> {
  const notebook = await openNotebook(around);
  for (let index = 0; index < notesPerDay + sharedPerDay; index++) {
    const isShared = index >= notesPerDay;
    const text = textOf(device * 1000 + index);
    const where = isShared
      ? { kind: finding, space: debriefSpace(visit), id: `finding-${index - notesPerDay}`, field: 'claim' }
      : { kind: note, space: notesSpace(visit), id: notebook.newId('mine'), field: 'words' };
    const start: Record<string, Json> = isShared
      ? {}
      : { parent: `slot-${index % 8}`, theme: 'johtajuus', writtenAt: index, sign: 'strength' };
    const session = await notebook.openText(where.kind as typeof note, where, where.field as 'words', start);
    const before = session.words();
    for (const part of [40, 80, charactersPerText]) {
      session.edit(before + text.slice(0, part));
      await session.settled();
    }
    await session.close();
  }
  await notebook.close();
}

export async function opsOf(store: LogStore): Promise<Record<string, Op[]>> {
  return store.read(async reader => {
    const found: Record<string, Op[]> = {};
    for (const space of await reader.spaces()) found[space] = (await missingOps(reader, space, {}, Infinity)).ops;
    return found;
  });
}
