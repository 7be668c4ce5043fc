import { expect, test } from 'vitest';
import { withUnsaid } from '#domain/plan-import.ts';
import { diffSchedule } from '#domain/schedule-diff.ts';
import type { ProposedRow } from '#domain/schedule-proposal.ts';
import { importedSlotOf, type ExistingSlot } from '#domain/schedule-slot.ts';

const row: ProposedRow = {
  row: 5,
  type: 'interview',
  start: '09:30',
  end: '10:30',
  title: '',
  audience: '',
  people: [{ name: 'Åsa Mallström', title: 'Kaavoituspäällikkö', group: 'managers', groupText: 'Päälliköt' }],
  room: 'Nh 2',
  link: '',
  remark: 'Haastattelu ruotsiksi',
  language: 'sv',
  questions: [],
};
const slot: ExistingSlot = {
  ...importedSlotOf(row),
  id: 's',
  cancelled: false,
  started: false,
  people: [{ id: 'p', name: 'Åsa Mallström', title: 'Kaavoituspäällikkö', group: 'managers' }],
  imported: importedSlotOf(row),
};
const bare: ProposedRow = {
  ...row,
  room: '',
  remark: '',
  language: null,
  people: [{ name: 'Åsa Mallström', title: '', group: null, groupText: '' }],
};

test('a file without columns for remarks, rooms and titles empties none of them', () => {
  expect(diffSchedule(withUnsaid([bare], [slot], ['time', 'name']), [slot])).toMatchObject({
    changed: [],
    unchanged: [{ correctedByHand: false }],
  });
});

test('a column that is there and empty does', () => {
  const { changed } = diffSchedule(withUnsaid([bare], [slot], ['time', 'name', 'title', 'room', 'remark']), [slot]);
  expect(changed[0]?.fields.map(change => change.field)).toEqual(['room', 'remark', 'language', 'people']);
});

test('what was corrected by hand outlives a file that does not speak of it, and one after that which says the old again', () => {
  const corrected = { ...slot, remark: 'Ruotsiksi, tulkki paikalla' };
  const [said] = withUnsaid([bare], [corrected], ['time', 'name']);
  expect(importedSlotOf(said!).remark).toBe('Haastattelu ruotsiksi');
  expect(diffSchedule([said!], [corrected]).changed).toEqual([]);
});
