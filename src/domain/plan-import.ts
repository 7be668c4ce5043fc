import type { ColumnRole } from './schedule-columns.ts';
import { matchedRows, nameKey } from './schedule-match.ts';
import type { ProposedRow } from './schedule-proposal.ts';
import type { ExistingSlot } from './schedule-slot.ts';

/**
 * A file without a column for something says nothing about it, so that a list of names and times sent later does not empty the remarks,
 * rooms and titles that came before: such fields of a row that is known again are what the last import said, else what stands.
 */
export function withUnsaid(rows: readonly ProposedRow[], slots: readonly ExistingSlot[], columns: readonly ColumnRole[]): ProposedRow[] {
  const known = matchedRows(rows, slots);
  const isSaid = (role: ColumnRole) => columns.includes(role);
  return rows.map(row => {
    const slot = known.get(row);
    if (!slot) return row;
    const before = slot.imported ?? slot;
    return {
      ...row,
      room: isSaid('room') ? row.room : before.room,
      link: isSaid('link') ? row.link : before.link,
      remark: isSaid('remark') ? row.remark : before.remark,
      language: isSaid('remark') ? row.language : before.language,
      people: isSaid('title') ? row.people : row.people.map(person => ({ ...person, title: person.title || titleOf(person.name, slot) })),
    };
  });
}

function titleOf(name: string, slot: ExistingSlot): string {
  const people = [...(slot.imported?.people ?? []), ...slot.people];
  return people.find(one => nameKey(one.name) === nameKey(name))?.title ?? '';
}
