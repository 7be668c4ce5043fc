import { matchedRows, nameKey } from './schedule-match.ts';
import type { ProposedPerson, ProposedRow } from './schedule-proposal.ts';
import type { RoleGroupKey } from './schedule-roles.ts';
import type { ExistingSlot, SlotPerson } from './schedule-slot.ts';
import type { ScheduleLanguage, ScheduleRowType } from './schedule-words.ts';

/** A person of a changed slot: `id` of the interviewee known already, null of a new one. */
export type DiffPerson = { id: string | null; name: string; title: string; group: RoleGroupKey | null };

export type FieldChange =
  | { field: 'type'; from: ScheduleRowType; to: ScheduleRowType }
  | { field: 'start' | 'end' | 'title' | 'room' | 'link' | 'remark'; from: string | null; to: string }
  | { field: 'language'; from: ScheduleLanguage | null; to: ScheduleLanguage | null }
  | { field: 'people'; from: SlotPerson[]; to: DiffPerson[] }
  | { field: 'cancelled'; from: true; to: false };

export type ScheduleDiff = {
  added: ProposedRow[];
  changed: { slot: ExistingSlot; row: ProposedRow; fields: FieldChange[] }[];
  /** Gone from the file: to be marked as cancelled, never deleted. */
  cancelled: ExistingSlot[];
  /** `row` is null for a slot that no file ever held, or that is cancelled and still gone. */
  unchanged: { slot: ExistingSlot; row: ProposedRow | null; correctedByHand: boolean }[];
};

/**
 * What importing these rows would do to a day that is there already. A row is known again by its people, else by what it is
 * called, else by time and room. What was corrected by hand stays unless the file itself says something new there.
 */
export function diffSchedule(rows: readonly ProposedRow[], slots: readonly ExistingSlot[]): ScheduleDiff {
  const pairs = matchedRows(rows, slots);
  const diff: ScheduleDiff = { added: rows.filter(row => !pairs.has(row)), changed: [], cancelled: [], unchanged: [] };
  const rowOf = new Map([...pairs].map(([row, slot]) => [slot, row]));
  for (const slot of slots) {
    const row = rowOf.get(slot);
    if (!row) {
      if (slot.cancelled || !slot.imported) diff.unchanged.push({ slot, row: null, correctedByHand: false });
      else diff.cancelled.push(slot);
      continue;
    }
    const fields = changesOf(row, slot);
    if (fields.length > 0) diff.changed.push({ slot, row, fields });
    else diff.unchanged.push({ slot, row, correctedByHand: isCorrected(slot) });
  }
  return diff;
}

function changesOf(row: ProposedRow, slot: ExistingSlot): FieldChange[] {
  const fields: FieldChange[] = [];
  const before = slot.imported;
  // Three ways: the file says what it said before, or what stands there already, or something new.
  const isNew = <T>(said: T, saidBefore: T | undefined, now: T): boolean =>
    (saidBefore === undefined || said !== saidBefore) && said !== now;
  if (isNew(row.type, before?.type, slot.type)) fields.push({ field: 'type', from: slot.type, to: row.type });
  for (const field of ['start', 'end', 'title', 'room', 'link', 'remark'] as const) {
    const said = row[field];
    // A time that nobody could read, or an end nobody has answered yet, changes nothing.
    if (said === null || (field === 'start' && said === '')) continue;
    if (isNew(said, before?.[field] ?? (before ? '' : undefined), slot[field])) fields.push({ field, from: slot[field], to: said });
  }
  if (isNew(row.language, before?.language, slot.language)) fields.push({ field: 'language', from: slot.language, to: row.language });
  const people = mergedPeople(row.people, slot);
  if (!samePeople(people, slot.people)) fields.push({ field: 'people', from: slot.people, to: people });
  const saysTheSame = before !== undefined && fields.length === 0;
  if (slot.cancelled && !(slot.cancelledBy === 'hand' && saysTheSame)) fields.push({ field: 'cancelled', from: true, to: false });
  return fields;
}

/** The file's people, each with what was corrected by hand; people added by hand stay, and people it drops go. */
function mergedPeople(said: readonly ProposedPerson[], slot: ExistingSlot): DiffPerson[] {
  const before = slot.imported?.people;
  const left = [...slot.people];
  const take = (name: string): SlotPerson | undefined => {
    const found = left.findIndex(person => nameKey(person.name) === name);
    return found < 0 ? undefined : left.splice(found, 1)[0];
  };
  const merged: (DiffPerson | null)[] = said.map(person => {
    const earlier = before?.find(other => nameKey(other.name) === nameKey(person.name));
    // A name corrected by hand stands where the file's own spelling stood.
    const renamed = earlier && before ? slot.people[before.indexOf(earlier)] : undefined;
    const now =
      take(nameKey(person.name)) ??
      (renamed && before?.length === slot.people.length && !before.some(other => nameKey(other.name) === nameKey(renamed.name))
        ? take(nameKey(renamed.name))
        : undefined);
    if (!now) return earlier ? null : { id: null, name: person.name, title: person.title, group: person.group };
    const choose = <T>(file: T, fileBefore: T | undefined, current: T): T =>
      fileBefore !== undefined && file === fileBefore ? current : file;
    return {
      id: now.id,
      name: choose(person.name, earlier?.name, now.name),
      title: choose(person.title, earlier?.title, now.title),
      // A group the file does not name is no news about a group somebody has chosen.
      group: person.group === null ? now.group : choose(person.group, earlier?.group, now.group),
    };
  });
  const byHand = before ? left.filter(person => !before.some(other => nameKey(other.name) === nameKey(person.name))) : [];
  return [...merged.filter(person => person !== null), ...byHand];
}

function samePeople(people: readonly DiffPerson[], now: readonly SlotPerson[]): boolean {
  const form = (list: readonly DiffPerson[]): string[] =>
    list.map(person => JSON.stringify([person.id, person.name, person.title, person.group])).sort();
  return JSON.stringify(form(people)) === JSON.stringify(form(now));
}

function isCorrected(slot: ExistingSlot): boolean {
  const before = slot.imported;
  if (!before) return false;
  if ((['type', 'start', 'title', 'room', 'link', 'remark', 'language'] as const).some(field => before[field] !== slot[field])) return true;
  if (before.end !== null && before.end !== slot.end) return true;
  return (
    before.people.map(person => JSON.stringify([person.name, person.title])).join() !==
    slot.people.map(person => JSON.stringify([person.name, person.title])).join()
  );
}
