import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffSchedule } from '#domain/schedule-diff.ts';
import { importedFromTexts, importedSlotOf, importedToTexts, type ExistingSlot } from '#domain/schedule-slot.ts';
import { timeOfMinutes } from '#domain/schedule-times.ts';
import type { ProposedPerson, ProposedRow } from '#domain/schedule-proposal.ts';

const person = (name: string, rest: Partial<ProposedPerson> = {}): ProposedPerson => ({
  name,
  title: 'Johtaja',
  group: 'leadership',
  groupText: 'Johto',
  ...rest,
});
const interview = (row: number, start: string, room: string, people: ProposedPerson[], rest: Partial<ProposedRow> = {}): ProposedRow => ({
  row,
  type: 'interview',
  start,
  end: `${String(Number(start.slice(0, 2)) + 1).padStart(2, '0')}${start.slice(2)}`,
  title: '',
  audience: '',
  people,
  room,
  link: '',
  remark: '',
  language: null,
  questions: [],
  ...rest,
});
const lunch = (row: number, start: string, rest: Partial<ProposedRow> = {}): ProposedRow =>
  interview(row, start, 'Ravintola', [], { type: 'break', title: 'Lounas', ...rest });
/** What the page stores of a row that was imported. */
const slotOf = (row: ProposedRow, rest: Partial<ExistingSlot> = {}): ExistingSlot => {
  const imported = importedSlotOf(row);
  const { type, start, end, title, room, link, remark, language } = imported;
  return {
    type,
    start,
    end,
    title,
    room,
    link,
    remark,
    language,
    id: `s${row.row}`,
    cancelled: false,
    started: false,
    people: row.people.map(({ name, title: job, group }, index) => ({ id: `p${row.row}-${index}`, name, title: job, group })),
    imported,
    ...rest,
  };
};
const day = (): ProposedRow[] => [
  interview(1, '09:30', 'Sali', [person('Marja Malli')]),
  interview(2, '09:30', 'Nh 2', [person('Åsa Mallström')]),
  lunch(3, '11:45'),
  interview(4, '12:30', 'Nh 2', [person('Olavi Oletus')]),
];
const brief = (diff: ReturnType<typeof diffSchedule>) => ({
  added: diff.added.map(row => row.row),
  changed: diff.changed.map(({ slot, fields }) => [slot.id, ...fields.map(({ field, from, to }) => [field, from, to])]),
  cancelled: diff.cancelled.map(slot => slot.id),
  unchanged: diff.unchanged.map(({ slot }) => slot.id),
});

describe('importing again', () => {
  it('changes nothing when the file is the same', () => {
    const rows = day();
    expect(
      brief(
        diffSchedule(
          rows,
          rows.map(row => slotOf(row)),
        ),
      ),
    ).toEqual({ added: [], changed: [], cancelled: [], unchanged: ['s1', 's2', 's3', 's4'] });
  });

  it('adds, changes and cancels, and deletes nothing', () => {
    const slots = day().map(row => slotOf(row));
    const rows = [
      interview(1, '10:45', 'Sali', [person('Marja Malli')]),
      interview(2, '09:30', 'Nh 3', [person('Åsa Mallström')]),
      lunch(3, '11:45', { room: 'Kaisla' }),
      interview(9, '13:45', 'Nh 2', [person('Teppo Tarina')]),
    ];
    expect(brief(diffSchedule(rows, slots))).toEqual({
      added: [9],
      changed: [
        ['s1', ['start', '09:30', '10:45'], ['end', '10:30', '11:45']],
        ['s2', ['room', 'Nh 2', 'Nh 3']],
        ['s3', ['room', 'Ravintola', 'Kaisla']],
      ],
      cancelled: ['s4'],
      unchanged: [],
    });
  });

  it('knows a row by its people even when two changed places, and by time and room when the person is another', () => {
    const slots = day().map(row => slotOf(row, { started: true }));
    const swapped = day().map(row => (row.row === 1 ? { ...row, room: 'Nh 2' } : row.row === 2 ? { ...row, room: 'Sali' } : row));
    expect(brief(diffSchedule(swapped, slots)).changed).toEqual([
      ['s1', ['room', 'Sali', 'Nh 2']],
      ['s2', ['room', 'Nh 2', 'Sali']],
    ]);
    const deputy = day().map(row => (row.row === 4 ? { ...row, people: [person('Veikko Varalla')] } : row));
    const [changed] = diffSchedule(deputy, slots).changed;
    expect(changed?.slot.id).toBe('s4');
    expect(changed?.fields).toEqual([
      { field: 'people', from: slots[3]?.people, to: [{ id: null, name: 'Veikko Varalla', title: 'Johtaja', group: 'leadership' }] },
    ]);
  });

  it('keeps what was corrected by hand as long as the file says what it said', () => {
    const [row] = day();
    if (!row) throw new Error('no row');
    const corrected = slotOf(row, {
      room: 'Sali, 3. kerros',
      start: '09:40',
      people: [{ id: 'p', name: 'Marja Malli', title: 'Kaupunginjohtaja', group: 'leadership' }],
    });
    expect(diffSchedule([row], [corrected])).toMatchObject({ changed: [], unchanged: [{ correctedByHand: true }] });
    expect(brief(diffSchedule([{ ...row, room: 'Nh 1' }], [corrected])).changed).toEqual([['s1', ['room', 'Sali, 3. kerros', 'Nh 1']]]);
  });

  it('keeps a name corrected by hand, a person added by hand and a person removed by hand', () => {
    const row = interview(1, '09:30', 'Sali', [person('Marja Mali'), person('Olavi Oletus')]);
    const renamed = slotOf(row);
    renamed.people = renamed.people.map(found => (found.name === 'Marja Mali' ? { ...found, name: 'Marja Malli' } : found));
    const joined = slotOf(row);
    joined.people = [...joined.people, { id: 'new', name: 'Åsa Mallström', title: '', group: null }];
    const left = slotOf(row);
    left.people = left.people.slice(0, 1);
    for (const slot of [renamed, joined, left]) expect(brief(diffSchedule([row], [slot])).changed).toEqual([]);
    const third = { ...row, people: [...row.people, person('Teppo Tarina')] };
    const [changed] = diffSchedule([third], [joined]).changed;
    expect(changed?.fields.map(field => field.field === 'people' && field.to.map(({ name }) => name))).toEqual([
      ['Marja Mali', 'Olavi Oletus', 'Teppo Tarina', 'Åsa Mallström'],
    ]);
  });

  it('does not take a question for news: an end or a group somebody answered stays', () => {
    const row = interview(1, '12:30', 'Nh 2', [person('Olavi Oletus', { group: null, groupText: 'as.' })], { end: null });
    const answered = slotOf(row, { end: '13:15', people: [{ id: 'p', name: 'Olavi Oletus', title: 'Johtaja', group: 'civil' }] });
    expect(brief(diffSchedule([row], [answered])).changed).toEqual([]);
  });

  it('restores a cancelled one that returns, but not one that a person cancelled while the file still says the same', () => {
    const rows = day();
    const slots = rows.map(row => slotOf(row, row.row === 4 ? { cancelled: true } : {}));
    expect(brief(diffSchedule(rows, slots)).changed).toEqual([['s4', ['cancelled', true, false]]]);
    const byHand = rows.map(row => slotOf(row, row.row === 4 ? { cancelled: true, cancelledBy: 'hand' } : {}));
    expect(brief(diffSchedule(rows, byHand)).changed).toEqual([]);
    expect(brief(diffSchedule(rows.slice(0, 3), slots))).toMatchObject({ cancelled: [], unchanged: ['s1', 's2', 's3', 's4'] });
  });

  it('never cancels what was added by hand', () => {
    const [row] = day();
    const byHand = row && slotOf(row, { imported: undefined });
    expect(byHand && brief(diffSchedule([], [byHand]))).toMatchObject({ cancelled: [], unchanged: ['s1'] });
  });
});

describe('any day', () => {
  const names = fc.constantFrom('Marja Malli', 'Åsa Mallström', 'Olavi Oletus', 'Teppo Tarina', 'Sirkka Malli', '');
  const anyRow = fc.record({
    start: fc.integer({ min: 8, max: 16 }),
    room: fc.constantFrom('Sali', 'Nh 2', ''),
    people: fc.uniqueArray(names, { maxLength: 3 }),
    type: fc.constantFrom('interview', 'break', 'opening', 'other'),
    title: fc.constantFrom('Lounas', 'Kahvi', 'Aloitus'),
  });
  const anyDay = fc
    .array(anyRow, { maxLength: 12 })
    .map(rows =>
      rows.map(({ start, room, people, type, title }, index): ProposedRow =>
        interview(
          index + 1,
          timeOfMinutes(start * 60),
          room,
          type === 'interview' ? (people.length > 0 ? people : ['Yksi Henkilö']).map(name => person(name)) : [],
          { type, title: type === 'interview' ? '' : title },
        ),
      ),
    );

  it('imported twice has no difference, whatever the order of its slots', () => {
    fc.assert(
      fc.property(anyDay, fc.boolean(), (rows, reverse) => {
        const slots = rows.map(row => slotOf(row));
        const diff = diffSchedule(rows, reverse ? slots.toReversed() : slots);
        expect([diff.added, diff.changed, diff.cancelled]).toEqual([[], [], []]);
      }),
    );
  });

  it('accounts for every row and every slot exactly once', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (before, after) => {
        const slots = before.map(row => slotOf(row));
        const diff = diffSchedule(after, slots);
        const seen = [...diff.changed.map(({ slot }) => slot), ...diff.cancelled, ...diff.unchanged.map(({ slot }) => slot)];
        expect(seen.map(slot => slot.id).sort()).toEqual(slots.map(slot => slot.id).sort());
        const used = [...diff.added, ...diff.changed.map(({ row }) => row), ...diff.unchanged.flatMap(({ row }) => row ?? [])];
        expect(new Set(used.map(row => row.row))).toEqual(new Set(after.map(row => row.row)));
        expect(used).toHaveLength(after.length);
      }),
    );
  });

  it('keeps its snapshot through the texts it is stored as', () => {
    fc.assert(
      fc.property(anyDay, rows => {
        for (const row of rows) expect(importedFromTexts(importedToTexts(importedSlotOf(row)))).toEqual(importedSlotOf(row));
      }),
    );
    expect(importedFromTexts({})).toBeUndefined();
    expect(importedFromTexts({ type: 'interview', start: '09:30', people: 'nonsense' })).toMatchObject({ people: [], end: null });
  });
});
