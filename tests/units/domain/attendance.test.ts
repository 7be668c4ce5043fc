import { describe, expect, it } from 'vitest';
import { attendeesOf, whoCame, type AttendanceMark, type PlannedPerson } from '#domain/attendance.ts';
import { heardOf } from '#domain/heard.ts';

const jukka: PlannedPerson = {
  id: 'jukka',
  parent: 's2',
  name: 'Jukka Näyte',
  title: 'Tekninen johtaja',
  group: 'leadership',
  deleted: false,
  order: 0,
};
const kirsi: PlannedPerson = { ...jukka, id: 'kirsi', parent: 's1', name: 'Kirsi', title: 'Kaupunginjohtaja' };
const asa: PlannedPerson = { ...jukka, id: 'asa', parent: 's3', name: 'Åsa', title: 'Kaavoituspäällikkö', group: 'managers' };
const teppo: PlannedPerson = { ...jukka, id: 'teppo', parent: 's4', name: 'Teppo', title: 'Metsänhoitoyhdistys', group: 'civil' };
const people = [jukka, kirsi, asa, teppo];
const slots = ['s1', 's2', 's3', 's4'].map(id => ({ id, type: 'interview' as const, isCancelled: false, deleted: false }));
const begun = new Set(slots.map(one => one.id));
const mark = (id: string, parent: string, rest: Partial<AttendanceMark>): AttendanceMark => ({
  id,
  parent,
  state: 'present',
  cameAt: 0,
  name: '',
  title: '',
  group: '',
  ...rest,
});
const counts = (marks: AttendanceMark[]) =>
  Object.fromEntries(heardOf(slots, whoCame(attendeesOf(people, marks)), begun).groups.map(one => [one.group, one.count]));

describe('who really sat there', () => {
  it('is whom the plan has, while nobody says otherwise', () => {
    expect(counts([])).toEqual({ leadership: 2, managers: 1, civil: 1 });
    expect(attendeesOf(people, []).every(one => one.state === 'planned' && one.planned)).toBe(true);
  });

  it('counts a deputy in the group they belong to', () => {
    const deputy = mark('jukka', 's2', { state: 'deputy', title: 'Teknisen johtajan sijainen', group: 'managers' });
    expect(counts([deputy])).toEqual({ leadership: 1, managers: 2, civil: 1 });
    const found = attendeesOf(people, [deputy]).find(one => one.id === 'jukka');
    expect(found).toMatchObject({ name: '', title: 'Teknisen johtajan sijainen', planned: { name: 'Jukka Näyte' } });
  });

  it('leaves a deputy whose group nobody said in the group of the one they came for', () => {
    expect(counts([mark('jukka', 's2', { state: 'deputy', title: 'Sijainen' })])).toEqual({ leadership: 2, managers: 1, civil: 1 });
  });

  it('does not count who did not come, and counts who came late', () => {
    expect(counts([mark('teppo', 's4', { state: 'absent' })])).toEqual({ leadership: 2, managers: 1 });
    expect(counts([mark('teppo', 's4', { state: 'late', cameAt: 1 })])).toEqual({ leadership: 2, managers: 1, civil: 1 });
  });

  it('counts who came unplanned, and no longer words of a deputy who is not there', () => {
    const extra = mark('new', 's3', { state: 'extra', title: 'Puutarhuri', group: 'specialists' });
    expect(counts([extra])).toEqual({ leadership: 2, managers: 1, specialists: 1, civil: 1 });
    const once = mark('jukka', 's2', { state: 'present', title: 'Sijainen', group: 'managers' });
    expect(attendeesOf(people, [once]).find(one => one.id === 'jukka')).toMatchObject({ title: 'Tekninen johtaja', group: 'leadership' });
  });

  it('keeps nobody alive whom the plan took out: a mark alone is no person', () => {
    expect(attendeesOf([], [mark('gone', 's1', { state: 'late' })])).toEqual([]);
  });
});
