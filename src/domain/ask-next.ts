import type { Aim } from './follow-up.ts';
import type { AskedState } from './interview.ts';
import { roleGroups, type RoleGroup } from './role-group.ts';

/** An interview of the day as follow-ups see it. Minutes of the visit's day, with fractions. */
export interface AskedSlot {
  id: string;
  /** By the plan; infinite while nobody knows. */
  from: number;
  /** When it really began and ended; null while it has not, as far as this device knows. */
  begunAt: number | null;
  endedAt: number | null;
  isCancelled: boolean;
  /** Role groups of those who are heard in it. */
  groups: readonly string[];
}

/** A note that is to be asked of somebody next. `origin` is where it was written, `givenAt` the minute it was given. */
export interface AskedFollowUp {
  id: string;
  /** null when it was taken back. */
  aim: Aim | null;
  origin: string;
  givenAt: number;
  marks: readonly { slot: string; state: AskedState }[];
  answers: readonly { slot: string }[];
}

/** An interview that begins late is to come for so many minutes past its time. */
const lateness = 15;

/**
 * The interviews that can still be given something to ask, in the order of the day: those of the clock's future. On a day that runs
 * otherwise than planned, or is not today, all that have not begun.
 * @param now the present minute of the visit's day
 * @param here where it is written, which is not given to itself
 */
export function comingSlots<S extends AskedSlot>(slots: readonly S[], now: number, here: string): S[] {
  const open = slots.filter(slot => slot.id !== here && !slot.isCancelled && slot.begunAt === null);
  const ahead = open.filter(slot => slot.from + lateness > now);
  return (ahead.length ? ahead : open).sort((a, b) => (a.from === b.from ? 0 : a.from - b.from));
}

/** The role groups that are heard in these interviews, in their order. */
export function groupsOf(slots: readonly AskedSlot[]): RoleGroup[] {
  return roleGroups.filter(group => slots.some(slot => slot.groups.includes(group)));
}

/**
 * Whether a follow-up stands on top of an interview. For anybody it stands there until it was asked, came up or was answered somewhere; where
 * something became of it, it stays.
 */
export function isAskedIn(one: AskedFollowUp, slot: AskedSlot): boolean {
  if (slot.id === one.origin) return false;
  if (isMarkedIn(one, slot.id) || one.answers.some(answer => answer.slot === slot.id)) return true;
  const isYetToBegin = slot.begunAt === null || slot.begunAt > one.givenAt;
  switch (one.aim?.to) {
    case undefined:
      return false;
    case 'interview':
      return one.aim.slot === slot.id;
    case 'group':
      return isYetToBegin && slot.groups.includes(one.aim.group);
    case 'anybody':
      return isYetToBegin && !isSettled(one);
  }
}

/** Whether it was asked, came up or was answered in some interview. Passing it over settles nothing. */
export function isSettled({ marks, answers }: AskedFollowUp): boolean {
  return answers.length > 0 || marks.some(({ state }) => state === 'asked' || state === 'came-up');
}

/** Whether nobody will be asked any more: the interview it was for was cancelled, is gone, or ended without it. */
export function isMissed(one: AskedFollowUp, slots: readonly AskedSlot[]): boolean {
  const { aim } = one;
  if (isSettled(one) || !aim) return false;
  const asked = aim.to === 'interview' ? slots.filter(slot => slot.id === aim.slot) : slots.filter(slot => isAskedIn(one, slot));
  return asked.every(slot => slot.isCancelled || slot.endedAt !== null);
}

function isMarkedIn({ marks }: AskedFollowUp, slot: string): boolean {
  return marks.some(mark => mark.slot === slot && mark.state !== 'open');
}
