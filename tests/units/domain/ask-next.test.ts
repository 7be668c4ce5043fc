import { describe, expect, test } from 'vitest';
import { comingSlots, groupsOf, isAskedIn, isMissed, type AskedFollowUp, type AskedSlot } from '#domain/ask-next.ts';
import { followUpKey, type Aim } from '#domain/follow-up.ts';
import { kindNamed } from '#domain/kinds.ts';
import { ownerOf } from '#oplog/owner.ts';
import { changeProblems } from '#oplog/kind.ts';

const at = (hour: number, minute = 0) => hour * 60 + minute;

/** Lehtola's day at 10.21: the first interviews go on, the others are to come. */
const row = (id: string, from: number, group: string, more: Partial<AskedSlot> = {}): AskedSlot => ({
  id,
  from,
  begunAt: null,
  endedAt: null,
  isCancelled: false,
  groups: [group],
  ...more,
});
const mayor = row('mayor', at(9, 30), 'leadership', { begunAt: at(9, 34) });
const planner = row('planner', at(9, 30), 'managers', { begunAt: at(9, 31) });
const technical = row('technical', at(10, 45), 'leadership');
const ecologist = row('ecologist', at(10, 45), 'specialists');
const association = row('association', at(13, 45), 'civil');
const day = [association, planner, technical, mayor, ecologist];

const given = (aim: Aim | null, more: Partial<AskedFollowUp> = {}): AskedFollowUp => ({
  id: 'mikko~7',
  aim,
  origin: 'planner',
  givenAt: at(10, 21),
  marks: [],
  answers: [],
  ...more,
});
const where = (one: AskedFollowUp, slots = day) =>
  slots
    .filter(slot => isAskedIn(one, slot))
    .map(slot => slot.id)
    .sort();

describe('whom a note can be given to', () => {
  const ids = (slots: AskedSlot[]) => slots.map(slot => slot.id);

  test('the interviews to come, in the order of the day, and their groups', () => {
    const coming = comingSlots(day, at(10, 21), 'planner');
    expect(ids(coming)).toEqual(['technical', 'ecologist', 'association']);
    expect(groupsOf(coming)).toEqual(['leadership', 'specialists', 'civil']);
  });

  test('one that begins late still, but none whose time is well past, none cancelled and not the one it is written in', () => {
    const slots = [technical, row('early', at(8), 'civil'), { ...ecologist, isCancelled: true }, association];
    expect(ids(comingSlots(slots, at(10, 55), 'association'))).toEqual(['technical']);
  });

  test('on another day or a day that runs hours late, all that have not begun', () => {
    expect(ids(comingSlots(day, at(20), 'planner'))).toEqual(['technical', 'ecologist', 'association']);
  });
});

describe('where a follow-up stands on top', () => {
  test('for one interview: there alone, also when it has begun', () => {
    expect(where(given({ to: 'interview', slot: 'technical' }))).toEqual(['technical']);
    expect(where(given({ to: 'interview', slot: 'technical' }), [{ ...technical, begunAt: at(10, 20) }])).toEqual(['technical']);
  });

  test('for a role group: in each of its interviews that begins after it was given', () => {
    expect(where(given({ to: 'group', group: 'leadership' }))).toEqual(['technical']);
    const begun = { ...technical, begunAt: at(10, 46) };
    expect(where(given({ to: 'group', group: 'leadership' }), [mayor, begun])).toEqual(['technical']);
  });

  test('for anybody: in each that is to come, until it was asked, came up or was answered somewhere', () => {
    const anybody = { to: 'anybody' } as const;
    expect(where(given(anybody))).toEqual(['association', 'ecologist', 'technical']);
    const marked = (state: 'open' | 'asked' | 'came-up' | 'skipped') => given(anybody, { marks: [{ slot: 'technical', state }] });
    expect(where(marked('open'))).toHaveLength(3);
    expect(where(marked('skipped'))).toHaveLength(3);
    // Where it was marked it stays, so that the mark can be taken back.
    expect(where(marked('asked'))).toEqual(['technical']);
    expect(where(marked('came-up'))).toEqual(['technical']);
    expect(where(given(anybody, { answers: [{ slot: 'ecologist' }] }))).toEqual(['ecologist']);
  });

  test('taken back: nowhere any more, but where it was answered by then', () => {
    expect(where(given(null))).toEqual([]);
    expect(where(given(null, { answers: [{ slot: 'technical' }] }))).toEqual(['technical']);
    expect(isMissed(given(null), day)).toBe(false);
  });

  test('never in the interview it was written in', () => {
    expect(where(given({ to: 'anybody' }, { origin: 'technical', givenAt: at(9) }), [technical])).toEqual([]);
  });
});

describe('whether nobody will ask it any more', () => {
  const toTechnical = given({ to: 'interview', slot: 'technical' });
  const ended = { ...technical, begunAt: at(10, 45), endedAt: at(11, 45) };

  test.each([
    ['its interview is to come', toTechnical, day, false],
    ['its interview ended without it', toTechnical, [ended], true],
    ['its interview was cancelled', toTechnical, [{ ...technical, isCancelled: true }], true],
    ['its interview is gone from the schedule', toTechnical, [mayor], true],
    ['it was asked', { ...toTechnical, marks: [{ slot: 'technical', state: 'asked' as const }] }, [ended], false],
    ['somebody is still to come', given({ to: 'anybody' }), [ended, association], false],
    ['all have ended', given({ to: 'anybody' }), [ended], true],
  ])('%s', (_, one, slots, isLost) => {
    expect(isMissed(one, slots)).toBe(isLost);
  });
});

test('the kind takes an aim of its three sorts, and its key is nobody’s own', () => {
  const problems = (aim: unknown) => changeProblems(kindNamed('follow-up')!, { set: { aim: aim as Aim } });
  for (const aim of [null, { to: 'anybody' }, { to: 'group', group: 'civil' }, { to: 'interview', slot: 's3' }])
    expect(problems(aim)).toEqual([]);
  expect(problems({ to: 'mayor' })).toEqual([{ path: 'aim', problem: 'invalid-value' }]);
  expect(ownerOf(followUpKey('mikko~7'))).toBeNull();
});
