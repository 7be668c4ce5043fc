import type { DebriefNote } from '#domain/debrief-notes.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Side } from '#domain/finding.ts';
import type { Mark, Sign } from '#domain/note.ts';
import type { RoleGroup } from '#domain/role-group.ts';
import { m } from '#i18n/messages.ts';
import type { Shape, Tone } from '#ui/kit/tones.ts';

interface Look {
  shape: Shape;
  tone: Tone;
}

const sideLooks: Record<Side, Look> = {
  strength: { shape: 'triangle', tone: 'moss' },
  development: { shape: 'diamond', tone: 'cloudberry' },
  tip: { shape: 'star', tone: 'lake' },
  home: { shape: 'star', tone: 'lake' },
};

export function sideLook(side: Side): Look {
  return sideLooks[side];
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

/** One of the list: *Vahvuus*. */
export function sideWord(side: Side): string {
  switch (side) {
    case 'strength':
      return m.debrief_strength();
    case 'development':
      return m.debrief_development();
    case 'tip':
      return m.debrief_tip();
    case 'home':
      return m.debrief_home_one();
  }
}

/** How a note's sign and mark are drawn; undefined when it has neither. */
export function noteLook(sign: Sign, mark: Mark): Look | undefined {
  if (sign === 'follow') return { shape: 'question', tone: 'spruce' };
  if (sign !== 'none') return sideLooks[sign];
  if (mark === 'quote') return { shape: 'quote', tone: 'heather' };
  return mark === 'interpretation' ? { shape: 'approx', tone: 'ink' } : undefined;
}

export function signWord(sign: Sign): string {
  if (sign === 'follow') return m.debrief_follow();
  return sign === 'none' ? m.debrief_no_sign() : sideWord(sign);
}

export function markWord(mark: Mark): string {
  if (mark === 'quote') return m.debrief_quote();
  return mark === 'interpretation' ? m.debrief_interpretation() : '';
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
