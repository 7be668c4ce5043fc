import type { DebriefNote } from '#domain/debrief-notes.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Side } from '#domain/finding.ts';
import type { Mark, Sign } from '#domain/note.ts';
import type { RoleGroup } from '#domain/role-group.ts';
import { m } from '#i18n/messages.ts';
import { markLook, signLook, type Look } from './note-words.ts';

export function sideLook(side: Side): Look {
  const { shape, tone } = signLook(side);
  return { shape, tone };
}

/** The list's heading: *Vahvuudet*. */
export function sideTitle(side: Side): string {
  switch (side) {
    case 'strength':
      return m.debrief_strengths();
    case 'development':
      return m.debrief_developments();
    case 'tip':
      return m.debrief_tips();
    case 'home':
      return m.debrief_home();
  }
}

/** How a note's sign and mark are drawn; undefined when it has neither. */
export function noteLook(sign: Sign, mark: Mark): Look | undefined {
  return signLook(sign) ?? markLook(mark) ?? undefined;
}

/** A role group in the programme's own words, else in ours. */
export function groupWord(group: RoleGroup, own: Record<string, string>): string {
  if (own[group]) return own[group];
  switch (group) {
    case 'leadership':
      return m.debrief_group_leadership();
    case 'managers':
      return m.debrief_group_managers();
    case 'specialists':
      return m.debrief_group_specialists();
    case 'elected':
      return m.debrief_group_elected();
    case 'civil':
      return m.debrief_group_civil();
  }
}

/** `4 haastattelua · 3 ryhmää · 2 kuntaa`; says so plainly when nothing is behind it. */
export function evidenceWords(evidence: Evidence): string {
  if (evidence.notes === 0) return m.debrief_evidence_none();
  if (evidence.interviews === 0) return m.debrief_evidence_outside({ count: evidence.notes });
  return [
    m.debrief_evidence_interviews({ count: evidence.interviews }),
    m.debrief_evidence_groups({ count: evidence.groups.length }),
    m.debrief_evidence_municipalities({ count: evidence.municipalities }),
  ].join(' · ');
}

/** Where a note was written: `Johto · Kaupunginjohtaja`, or outside interviews. */
export function placeWords(one: DebriefNote, own: Record<string, string>): string {
  if (!one.slot) return one.interview || m.debrief_outside();
  return [one.groups.map(group => groupWord(group, own)).join(', '), one.interview].filter(Boolean).join(' · ');
}
