import { finding } from '#domain/finding.ts';
import { note } from '#domain/note.ts';
import { interviewee, slot } from '#domain/slot.ts';
import { debriefSpace, notesSpace, visitSpace } from '#domain/spaces.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { memoryNotebook, type MemoryNotebook } from '../../../support/memory-notebook.ts';

const plan = visitSpace('v');
const at = (space: string) => (id: string) => ({ space, id });
const inPlan = at(plan);
const inDebrief = at(debriefSpace('v'));

/** The day in Lehtola so far: two interviews, three people, three notes of Liisa's, no finding yet. */
export async function lehtolaDay(): Promise<MemoryNotebook> {
  const day = await memoryNotebook('liisa');
  const coordinator = await day.another({ person: 'tuula' });
  await write(coordinator, [
    draft(slot, inPlan('s1'), { type: 'interview', start: '09:30', end: '10:30' }),
    draft(slot, inPlan('s2'), { type: 'interview', start: '10:45', end: '11:45' }),
    draft(slot, inPlan('s3'), { type: 'interview', start: '13:00', end: '14:00', isCancelled: true }),
    draft(interviewee, inPlan('i1'), { parent: 's1', name: 'Jukka Virtanen', title: 'Kaupunginjohtaja', group: 'leadership' }),
    draft(interviewee, inPlan('i2'), { parent: 's2', name: 'Åsa Mattsson', title: 'Kaavoittaja', group: 'managers' }),
    draft(interviewee, inPlan('i3'), { parent: 's3', name: 'Teppo Rantala', title: 'Puheenjohtaja', group: 'civil' }),
  ]);
  await write(day.notebook, [
    noteOf('n2', 's1', { words: 'valtuusto hyväks lumo-ohjelman yksimielisesti', sign: 'strength', writtenAt: 1 }),
    noteOf('n8', 's2', { words: 'nurmi→niitty 14 kohdetta', sign: 'strength', writtenAt: 2 }),
    noteOf('n10', 's2', { words: 'koululaisten lajikartotus keväisin', sign: 'home', writtenAt: 3 }),
  ]);
  return day;
}

function noteOf(id: string, parent: string, change: Parameters<typeof draft<typeof note.fields>>[2]): Draft {
  return draft(note, at(notesSpace('v'))(`liisa~${id}`), { parent, ...change });
}

/** Findings as they were worded together. */
export async function findings(notebook: Notebook, all: Record<string, Parameters<typeof draft<typeof finding.fields>>[2]>): Promise<void> {
  await write(
    notebook,
    Object.entries(all).map(([id, change]) => draft(finding, inDebrief(id), change)),
  );
}

async function write(notebook: Notebook, drafts: Draft[]): Promise<void> {
  const written = await notebook.write(drafts);
  if (!written.ok) throw new Error(JSON.stringify(written.error));
}

export function findingsOf(notebook: Notebook) {
  return notebook.read(reader => reader.items(finding, debriefSpace('v'), 'deleted-too'));
}
