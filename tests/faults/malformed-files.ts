import { recogniseColumns } from '#domain/schedule-columns.ts';
import { proposeRows } from '#domain/schedule-rows.ts';
import { note } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import { readScheduleFile } from '#formats/schedule-file.ts';
import { readCopy } from '#rescue/read-copy.ts';
import { copiedDevice, copyOf, type CopiedDevice } from '../support/copied-device.ts';
import type { Fault } from './fault.ts';
import { checkCases } from './malformed/check.ts';
import { files, heard, honestSchedule, keptFiles, type GivenFile } from './malformed/files.ts';
import { watchMemory } from './malformed/memory-growth.ts';
import { longestTurn, turn } from './malformed/processor-time.ts';
import { someWords } from './tally.ts';

/** In MB. An archive that inflates to gigabytes is let inflate as far as an honest one may be. */
const mostGrowth = 700;

/** What is chosen as a day's schedule or as a copy, read as the pages do. Of a schedule nothing is stored; what of a copy is one is brought back. */
export const malformedFiles: Fault = {
  name: 'malformed-files',
  says: 'malformed workbooks, texts, copies, and archives that inflate to gigabytes, chosen for import and for bringing back',
  times: { short: 200, long: 10_000 },
  isAlone: true,
  async run(tally, times) {
    const device = await copiedDevice();
    const words = someWords(8);
    const session = await device.notebook.openText(note, { space: notesSpace('v'), id: device.notebook.newId('mine') }, 'words');
    session.edit(words);
    await session.close();
    const copy = new Uint8Array(await (await copyOf(device)).file.arrayBuffer());
    const memory = watchMemory();
    const longest = await checkCases(tally, {
      cases: files(copy),
      times,
      kept: keptFiles(),
      used: () => 0,
      async run(given) {
        const busy = await longestTurn(() => (given.as === 'schedule' ? readSchedule(given) : bringBack(device, given)));
        memory.look();
        return busy;
      },
    });
    tally.expect(!('polluted' in {}), 'an object of everybody got a member');
    memory.judge(tally, longest, mostGrowth);
    const read = await readScheduleFile(honestSchedule);
    tally.expect(read.ok && read.table.rows.some(row => row.cells.includes(heard)), 'an honest schedule is not read any more');
    const held = await device.store.read(reader => reader.rowsOfKind(notesSpace('v'), note.name));
    device.store.close();
    tally.judge([{ words, saved: { device: words } }], { device: held.map(row => row.texts['words'] ?? '') });
  },
};

async function readSchedule(given: GivenFile): Promise<void> {
  const read = await readScheduleFile(given);
  await turn();
  if (!read.ok) return;
  const columns = recogniseColumns(read.table);
  await turn();
  proposeRows(read.table, columns);
}

async function bringBack({ notebook }: CopiedDevice, { bytes }: GivenFile): Promise<void> {
  const read = await readCopy(new Blob([bytes]));
  await turn();
  if (read.ok) await notebook.bringBack(read.content);
}
