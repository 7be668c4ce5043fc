import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interview } from '#domain/interview.ts';
import { note } from '#domain/note.ts';
import { municipality } from '#domain/municipality.ts';
import { person } from '#domain/person.ts';
import { interviewee, slot, track } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { team } from '#domain/team.ts';
import type { ActName } from '#notebook/acts.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Written } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { undoingOf } from '#notebook/undoing.ts';
import { memoryNotebook } from '../../support/memory-notebook.ts';

const space = visitSpace('v');
const at = (id: string) => ({ space, id });

function done(written: Written) {
  if (!written.ok) throw new Error(JSON.stringify(written.error));
  return written;
}

const slotsOf = async (notebook: Notebook) =>
  (await notebook.read(r => r.items(slot, space))).map(({ id, start, room }) => ({ id, start, room }));
const peopleOf = async (notebook: Notebook) => (await notebook.read(r => r.items(interviewee, space))).map(one => one.name);

/** Two interviews with their people, in two tracks, as a file brings them. */
const imported = (): Draft[] => [
  draft(track, at('t1'), { name: 'Valtuustosali' }),
  draft(track, at('t2'), { name: 'Nh 2' }),
  draft(slot, at('s1'), { start: '09:30', end: '10:30', room: 'Valtuustosali', track: 't1', imported: { room: 'Valtuustosali' } }),
  draft(interviewee, at('p1'), { name: 'Maarit', parent: 's1' }),
  draft(slot, at('s2'), { start: '10:45', end: '11:45', room: 'Nh 2', track: 't2', imported: { room: 'Nh 2' } }),
  draft(interviewee, at('p2'), { name: 'Juhani', parent: 's2' }),
];

describe('a mistaken import', () => {
  it('is undone as one, and what it made is in the log still', async () => {
    const { notebook } = await memoryNotebook('tuula');
    const { acts } = done(await notebook.write(imported()));
    expect(acts).toHaveLength(1);
    const undone = done(await notebook.undo(acts!));
    expect(undone.kept).toEqual([]);
    expect([await slotsOf(notebook), await peopleOf(notebook)]).toEqual([[], []]);
    expect(await notebook.read(r => r.items(track, space))).toEqual([]);
  });

  it('is brought back by undoing the undoing', async () => {
    const { notebook } = await memoryNotebook('tuula');
    const { acts } = done(await notebook.write(imported()));
    const undone = done(await notebook.undo(acts!));
    done(await notebook.undo(undone.acts!));
    expect((await slotsOf(notebook)).map(one => one.id)).toEqual(['s1', 's2']);
    expect(await peopleOf(notebook)).toEqual(['Maarit', 'Juhani']);
    // And it can be undone again.
    expect(done(await notebook.undo(acts!)).kept).toEqual([]);
    expect(await slotsOf(notebook)).toEqual([]);
  });

  it('leaves a row that was changed since, with its people and its track, and says so', async () => {
    const { notebook, another } = await memoryNotebook('tuula');
    const { acts } = done(await notebook.write(imported()));
    const host = await another({ person: 'hanna' });
    done(await host.write([draft(slot, at('s1'), { room: 'Kabinetti' })]));
    const undone = done(await notebook.undo(acts!));
    expect(undone.kept!.map(one => one.id).sort()).toEqual(['p1', 's1', 't1']);
    expect(await slotsOf(notebook)).toEqual([{ id: 's1', start: '09:30', room: 'Kabinetti' }]);
    expect(await peopleOf(notebook)).toEqual(['Maarit']);
    expect((await notebook.read(r => r.items(track, space))).map(one => one.id)).toEqual(['t1']);
  });

  it('leaves the row whose person was changed since', async () => {
    const { notebook } = await memoryNotebook('tuula');
    const { acts } = done(await notebook.write(imported()));
    done(await notebook.write([draft(interviewee, at('p2'), { isConfirmed: true })]));
    expect(
      done(await notebook.undo(acts!))
        .kept!.map(one => one.id)
        .sort(),
    ).toEqual(['p2', 's2', 't2']);
    expect((await slotsOf(notebook)).map(one => one.id)).toEqual(['s2']);
  });

  it('leaves the row in which somebody has written', async () => {
    const { notebook, another } = await memoryNotebook('tuula');
    const { acts } = done(await notebook.write(imported()));
    const timo = await another({ person: 'timo' });
    done(await timo.write([draft(note, { space: notesSpace('v'), id: timo.newId('mine') }, { parent: 's1', words: 'johto sitoutunut' })]));
    done(await timo.write([draft(interview, { space: notesSpace('v'), id: 's2' }, { startedAt: 5 })]));
    expect(done(await notebook.undo(acts!)).kept!.map(one => one.id)).toEqual(expect.arrayContaining(['s1', 's2']));
    expect((await slotsOf(notebook)).map(one => one.id)).toEqual(['s1', 's2']);
  });

  it('of a day that was there sets each path back, except where somebody changed it since', async () => {
    const { notebook } = await memoryNotebook('tuula');
    done(await notebook.write(imported()));
    const second = done(
      await notebook.write([
        draft(slot, at('s1'), { start: '09:00', room: 'Sali', imported: { room: 'Sali' } }),
        draft(slot, at('s2'), { start: '11:00', isCancelled: true }),
        draft(interviewee, at('p2'), { deleted: true }),
      ]),
    );
    done(await notebook.write([draft(slot, at('s1'), { room: 'Kahvio' })]));
    expect(done(await notebook.undo(second.acts!)).kept!.map(one => one.id)).toEqual(['s1']);
    expect(await slotsOf(notebook)).toEqual([
      { id: 's1', start: '09:30', room: 'Kahvio' },
      { id: 's2', start: '10:45', room: 'Nh 2' },
    ]);
    expect(await peopleOf(notebook)).toEqual(['Maarit', 'Juhani']);
    expect((await notebook.read(r => r.item(slot, space, 's2')))!.isCancelled).toBe(false);
  });

  it('is refused to nobody who may write, and to everybody else', async () => {
    const { notebook, another } = await memoryNotebook('tuula');
    const { acts } = done(await notebook.write(imported()));
    const visitor = await another({ person: 'timo' });
    expect(done(await visitor.undo(acts!)).kept).toHaveLength(6);
    expect(await slotsOf(notebook)).toHaveLength(2);
  });
});

describe('a change of the programme', () => {
  it('that brought people in is undone but for who has joined, and what they belong to', async () => {
    const { notebook } = await memoryNotebook('tuula');
    const home = programmeSpace('p');
    const at9 = (id: string) => ({ space: home, id });
    const { acts } = done(
      await notebook.write([
        draft(municipality, at9('m9'), { name: 'Uusi' }),
        draft(team, at9('team-9'), { municipality: 'm9' }),
        draft(person, at9('aino'), { name: 'Aino', roles: ['visitor'], team: 'team-9' }),
        draft(person, at9('eero'), { name: 'Eero', roles: ['visitor'] }),
        draft(municipality, at9('m8'), { name: 'Toinen' }),
      ]),
    );
    done(await notebook.write([draft(person, at9('aino'), { hasJoined: true })]));
    expect(
      done(await notebook.undo(acts!))
        .kept!.map(one => one.id)
        .sort(),
    ).toEqual(['aino', 'm9', 'team-9']);
    const names = (await notebook.read(r => r.items(person, home))).map(one => one.id);
    expect([names.includes('aino'), names.includes('eero')]).toEqual([true, false]);
    expect((await notebook.read(r => r.items(municipality, home))).map(one => one.id)).not.toContain('m8');
  });

  it('never takes back the programme itself', async () => {
    const { notebook, store } = await memoryNotebook('tuula');
    const founding = (await notebook.acts(programmeSpace('p'))).acts.at(-1)!;
    expect(founding.ops.map(op => op.kind)).toContain('programme');
    expect(done(await notebook.undo([founding])).kept!.map(one => one.kind)).toContain('programme');
    expect((await store.read(reader => reader.row({ space: programmeSpace('p'), kind: 'programme', id: 'p' })))!.deleted).toBe(false);
  });
});

describe('the acts of a space', () => {
  it('are told apart though they were made in one millisecond', async () => {
    const { notebook } = await memoryNotebook('tuula');
    done(await notebook.write(imported()));
    done(await notebook.write([draft(slot, at('s1'), { room: 'A' })]));
    done(await notebook.write([draft(slot, at('s1'), { room: 'B' }), draft(slot, at('s2'), { room: 'B' })]));
    expect((await notebook.acts(space)).acts.map(act => act.ops.map(op => op.id))).toEqual([
      ['s1', 's2'],
      ['s1'],
      ['t1', 't2', 's1', 'p1', 's2', 'p2'],
    ]);
  });

  it('leave out a text that was being written when they came', async () => {
    const { notebook } = await memoryNotebook('timo');
    const where = { space: notesSpace('v'), id: notebook.newId('mine') };
    const session = await notebook.openText(note, where, 'words', { parent: 'v' });
    session.edit('metsä');
    await session.settled();
    done(await notebook.write([draft(note, where, { sign: 'tip' })]));
    const [signed] = (await notebook.acts(where.space)).acts;
    expect(signed!.ops.map(op => Object.keys(op.patch.set ?? {}))).toEqual([['sign']]);
    done(await notebook.undo([signed!]));
    expect(await notebook.read(r => r.item(note, where.space, where.id))).toMatchObject({ words: 'metsä', sign: 'none', deleted: false });
  });

  it('are undone to what was before, and touch nothing that came after', async () => {
    const fields = ['start', 'room', 'title'] as const;
    const change = fc.record({
      id: fc.constantFrom('s1', 's2', 's3'),
      field: fc.constantFrom(...fields),
      value: fc.constantFrom('', '09:00', '10:00'),
    });
    const act = fc.record({ who: fc.constantFrom('tuula', 'hanna'), changes: fc.array(change, { minLength: 1, maxLength: 4 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 6 }), fc.nat(5), async (played, which) => {
        const { notebook, another } = await memoryNotebook('tuula');
        const hands = { tuula: notebook, hanna: await another({ person: 'hanna' }) };
        const values = async () => {
          const rows = await notebook.read(r => r.items(slot, space));
          return Object.fromEntries(rows.flatMap(row => fields.map(field => [`${row.id} ${field}`, row[field]])));
        };
        const states = [await values()];
        const names: ActName[][] = [];
        for (const one of played) {
          const drafts = one.changes.map(({ id, field, value }) => draft(slot, at(id), { [field]: value }));
          names.push(done(await hands[one.who as 'tuula'].write(drafts)).acts!);
          states.push(await values());
        }
        const index = which % played.length;
        const now = states.at(-1)!;
        const since = new Set(played.slice(index + 1).flatMap(one => one.changes.map(({ id, field }) => `${id} ${field}`)));
        done(await notebook.undo(names[index]!));
        const after = await values();
        const standing = (state: Record<string, string>) => [...since].filter(path => path in after).map(path => [path, state[path]]);
        expect(standing(after)).toEqual(standing(now));
        expect(since.size > 0 || index < played.length - 1 ? null : after).toEqual(
          since.size > 0 || index < played.length - 1 ? null : states.at(-2),
        );
        // Nothing is left to do but what was changed since.
        const log = await notebook.acts(space);
        const same = log.acts.find(one => one.ops.some(op => op.writer === names[index]![0]!.writer && op.seq === names[index]![0]!.seq))!;
        expect(undoingOf(log, same).changes).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
