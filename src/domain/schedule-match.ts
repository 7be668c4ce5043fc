import { minutesOfTime } from './schedule-times.ts';
import type { ProposedRow } from './schedule-proposal.ts';
import type { ExistingSlot } from './schedule-slot.ts';
import type { ScheduleRowType } from './schedule-words.ts';

/** Which row is which slot; each at most once. What is left over was added, or is gone. */
export function matchedRows(rows: readonly ProposedRow[], slots: readonly ExistingSlot[]): Map<ProposedRow, ExistingSlot> {
  const pairs = new Map<ProposedRow, ExistingSlot>();
  const taken = new Set<ExistingSlot>();
  const match = (isSame: (row: ProposedRow, slot: ExistingSlot) => boolean): void => {
    for (const row of rows) {
      if (pairs.has(row)) continue;
      const candidates = slots.filter(slot => !taken.has(slot) && isSame(row, slot));
      const [best] = candidates.toSorted((a, b) => distance(row, a) - distance(row, b));
      if (!best) continue;
      pairs.set(row, best);
      taken.add(best);
    }
  };
  const isInterview = (of: { type: ScheduleRowType }): boolean => of.type === 'interview';
  // The same row of the same file first: twins (two breaks, one person twice) must not change places.
  match((row, slot) => isAlike(row, slot) && sameMoment(row, slot) && sameRoom(row, slot));
  match((row, slot) => isAlike(row, slot));
  match((row, slot) => isInterview(row) && isInterview(slot) && names(row.people).some(name => knownNames(slot).includes(name)));
  match((row, slot) => row.type === slot.type && (row.type === 'opening' || row.type === 'debrief' || row.type === 'feedback'));
  match((row, slot) => isInterview(row) === isInterview(slot) && sameMoment(row, slot) && sameRoom(row, slot));
  return pairs;
}

/** The same people, or the same words for an hour without any. */
function isAlike(row: ProposedRow, slot: ExistingSlot): boolean {
  if (row.people.length > 0 || slot.people.length > 0) {
    const wanted = names(row.people).join('|');
    return (
      wanted.replaceAll('|', '') !== '' &&
      [names(slot.people), names(slot.imported?.people ?? [])].some(other => other.join('|') === wanted)
    );
  }
  return (
    (row.type === slot.type || row.type === slot.imported?.type) &&
    [slot.title, slot.imported?.title].some(title => title !== undefined && nameKey(title) === nameKey(row.title))
  );
}

function sameMoment(row: ProposedRow, slot: ExistingSlot): boolean {
  return row.start !== '' && (row.start === slot.start || row.start === slot.imported?.start);
}

function sameRoom(row: ProposedRow, slot: ExistingSlot): boolean {
  return nameKey(row.room) === nameKey(slot.room) || nameKey(row.room) === nameKey(slot.imported?.room ?? slot.room);
}

/** A slot that still takes place is nearer than a cancelled one, then the nearer in time. */
function distance(row: ProposedRow, slot: ExistingSlot): number {
  const apart =
    row.start === '' || slot.start === '' ? 0 : Math.abs(minutesOfTime(row.start) - minutesOfTime(slot.imported?.start ?? slot.start));
  return apart + (slot.cancelled ? 10_000 : 0);
}

function knownNames(slot: ExistingSlot): string[] {
  return [...names(slot.people), ...names(slot.imported?.people ?? [])];
}

function names(people: readonly { name: string }[]): string[] {
  return people
    .map(person => nameKey(person.name))
    .filter(name => name !== '')
    .sort();
}

/** Names and rooms are compared without case and doubled spaces. */
export function nameKey(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
