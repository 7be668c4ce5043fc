import { diffSchedule, type ScheduleDiff } from '#domain/schedule-diff.ts';
import { isRoleGroup } from '#domain/role-group.ts';
import type { ColumnRole } from '#domain/schedule-columns.ts';
import type { ProposedRow } from '#domain/schedule-proposal.ts';
import { importedFromTexts, importedSlotOf, importedToTexts, type ExistingSlot } from '#domain/schedule-slot.ts';
import { withUnsaid } from '#domain/plan-import.ts';
import { tracksForRows, type TrackedRow } from '#domain/plan-tracks.ts';
import { interviewee, slot, track } from '#domain/slot.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import { peopleOf, type PlanSight, type Slot } from '../plan/plan-reading.ts';

/** In a slot's `imported`: an import cancelled it, so that a file which holds the row again brings it back. */
const cancelledKey = 'cancelled';

/** A slot of the plan as the comparison with a file reads it. */
export function existingSlotOf(one: Slot, sight: PlanSight): ExistingSlot {
  const { id, type, start, end, title, room, link, remark, language, isCancelled, imported } = one;
  return {
    id,
    type,
    start,
    end: end || null,
    title,
    room,
    link,
    remark,
    language: language || null,
    cancelled: isCancelled,
    ...(isCancelled && { cancelledBy: cancelledKey in imported ? ('import' as const) : ('hand' as const) }),
    people: peopleOf(sight.people, id).map(person => ({
      id: person.id,
      name: person.name,
      title: person.title,
      group: isRoleGroup(person.group) ? person.group : null,
    })),
    started: sight.started.has(id),
    imported: importedFromTexts(imported),
  };
}

/** What the rows would do to the plan. `columns`: what the file speaks of at all. */
export function diffWith(rows: readonly ProposedRow[], columns: readonly ColumnRole[], sight: PlanSight): ScheduleDiff {
  const slots = sight.slots.map(one => existingSlotOf(one, sight));
  return diffSchedule(withUnsaid(rows, slots, columns), slots);
}

/** A row nobody has to say anything about any more. Others wait, and block nothing. */
export function isSettled(row: ProposedRow): boolean {
  return row.questions.length === 0;
}

export interface ImportPlan {
  sight: PlanSight;
  diff: ScheduleDiff;
  space: string;
  newId: () => string;
  /** Whether the people of new rows have said that they come. */
  isConfirmed: boolean;
}

/** The new tracks' names and each row's track, made from the rooms of interviews that are held at the same time. */
export function importTracks(sight: PlanSight, added: readonly ProposedRow[], newId: () => string) {
  const made = new Map<string, string>();
  const active = sight.slots.filter(one => !one.isCancelled);
  const trackless = active.filter(one => one.type === 'interview' && one.track === '');
  const asked: TrackedRow[] = [...trackless, ...added];
  const found = tracksForRows(
    asked,
    active.filter(one => one.track !== ''),
    sight.tracks,
    room => {
      const id = newId();
      made.set(id, room);
      return id;
    },
  );
  return { made, of: (row: TrackedRow) => found.get(row) ?? '', trackless };
}

/** Everything an import writes, for one act: only ever the plan, never what was written in an interview. */
export function importDrafts(plan: ImportPlan): Draft[] {
  const { diff, space, newId, sight } = plan;
  const tracks = importTracks(sight, diff.added.filter(isSettled), newId);
  const used = new Set<string>();
  const drafts: Draft[] = [];
  const place = (row: TrackedRow) => {
    const id = tracks.of(row);
    if (tracks.made.has(id)) used.add(id);
    return id;
  };
  for (const row of diff.added.filter(isSettled)) {
    const id = newId();
    drafts.push(
      draft(slot, { space, id }, { ...fieldsOf(row), track: place(row), imported: importedToTexts(importedSlotOf(row)) }),
      ...newPeople(row.people, 0, id, plan),
    );
  }
  for (const { slot: before, row, fields } of diff.changed) {
    if (!isSettled(row)) continue;
    const set: { imported: Record<string, string>; isCancelled?: boolean } = { imported: importedToTexts(importedSlotOf(row)) };
    for (const change of fields) {
      if (change.field === 'people') {
        const gone = change.from.filter(person => !change.to.some(other => other.id === person.id));
        drafts.push(
          ...gone.map(person => draft(interviewee, { space, id: person.id }, { deleted: true })),
          ...peopleDrafts(change.to, before, plan),
        );
      } else if (change.field === 'cancelled') set.isCancelled = false;
      else Object.assign(set, { [change.field]: change.to ?? '' });
    }
    drafts.push(draft(slot, { space, id: before.id }, set));
  }
  for (const { slot: before, row } of diff.unchanged) {
    if (!row || !isSettled(row)) continue;
    const imported = importedToTexts(importedSlotOf(row));
    // What the file says is remembered anew even where nothing changes, but not written when it is the same.
    if (JSON.stringify(sight.slots.find(one => one.id === before.id)?.imported) !== JSON.stringify(imported))
      drafts.push(draft(slot, { space, id: before.id }, { imported }));
  }
  for (const before of diff.cancelled) {
    const imported = { ...sight.slots.find(one => one.id === before.id)?.imported, [cancelledKey]: 'import' };
    drafts.push(draft(slot, { space, id: before.id }, { isCancelled: true, imported }));
  }
  for (const one of tracks.trackless) if (place(one)) drafts.push(draft(slot, { space, id: one.id }, { track: tracks.of(one) }));
  const first = Math.max(-1, ...sight.tracks.map(one => one.order)) + 1;
  return [...[...used].map((id, index) => draft(track, { space, id }, { name: tracks.made.get(id)!, order: first + index })), ...drafts];
}

function fieldsOf({ type, start, end, title, room, link, remark, language }: ProposedRow) {
  return { type, start, end: end ?? '', title, room, link, remark, language: language ?? ('' as const) };
}

function newPeople(
  people: readonly { name: string; title: string; group: string | null }[],
  from: number,
  parent: string,
  { space, newId, isConfirmed }: ImportPlan,
): Draft[] {
  return people.map(({ name, title, group }, index) =>
    draft(interviewee, { space, id: newId() }, { name, title, group: group ?? '', isConfirmed, order: from + index, parent }),
  );
}

function peopleDrafts(
  to: readonly { id: string | null; name: string; title: string; group: string | null }[],
  before: ExistingSlot,
  plan: ImportPlan,
): Draft[] {
  const fresh = to.filter(person => person.id === null);
  const drafts = newPeople(fresh, before.people.length, before.id, plan);
  for (const person of to) {
    const known = before.people.find(other => other.id === person.id);
    if (!known || !person.id) continue;
    const changed = (['name', 'title'] as const).filter(field => known[field] !== person[field]).map(field => [field, person[field]]);
    if (known.group !== person.group) changed.push(['group', person.group ?? '']);
    if (changed.length)
      drafts.push(draft(interviewee, { space: plan.space, id: person.id }, Object.fromEntries(changed) as { name?: string }));
  }
  return drafts;
}
