import type { ItemOf } from '#oplog/kind.ts';
import { otherTheme, signs, type note, type Sign } from './note.ts';
import type { EvidenceSource } from './evidence.ts';
import type { RoleGroup } from './role-group.ts';
import type { TemplateContent } from './template.ts';

/** A note as the debrief shows it: with who wrote it, and where. Names of interviewees are not in it. */
export interface DebriefNote {
  note: ItemOf<typeof note>;
  writer: string;
  municipality: string;
  /** The interview's slot; '' when it was written outside any. */
  slot: string;
  /** `Johto`-like groups present in the interview. */
  groups: RoleGroup[];
  /** The interview in words: titles of those heard, else the slot's title; '' outside interviews. */
  interview: string;
  /** The schedule's time of the interview, HH:MM; '' outside. */
  start: string;
}

export const groupings = ['theme', 'question', 'interview', 'sign'] as const;
export type Grouping = (typeof groupings)[number];

/** A heading with its notes. `key` is a theme's, question's or slot's id, or a sign; '' for those that have none. */
export interface NoteGroup {
  key: string;
  notes: DebriefNote[];
}

export interface NoteFilter {
  /** Only what its writer starred after the hour. */
  starred: boolean;
  sign: Sign | 'quote' | '';
  slot: string;
  writer: string;
  /** Only notes that no finding rests on yet. */
  unused: boolean;
}

export const noFilter: NoteFilter = { starred: false, sign: '', slot: '', writer: '', unused: false };

/** The themes and questions of all template versions in use, in their order; the same theme of two versions once. */
export function themesOf(
  versions: readonly TemplateContent[],
): { id: string; title: string; questions: { id: string; words: string }[] }[] {
  const found = new Map<string, { id: string; title: string; questions: Map<string, string> }>();
  for (const { themes } of versions) {
    for (const theme of themes) {
      const known = found.get(theme.id) ?? { id: theme.id, title: theme.short || theme.title, questions: new Map<string, string>() };
      theme.questions.forEach(question => known.questions.set(question.id, question.words));
      found.set(theme.id, known);
    }
  }
  return [...found.values()].map(({ id, title, questions }) => ({
    id,
    title,
    questions: [...questions].map(([key, words]) => ({ id: key, words })),
  }));
}

export function filterNotes(notes: readonly DebriefNote[], filter: NoteFilter, used: ReadonlySet<string>): DebriefNote[] {
  return notes.filter(one => {
    if (filter.starred && !one.note.isStarred) return false;
    if (filter.sign === 'quote' ? one.note.mark !== 'quote' : filter.sign && one.note.sign !== filter.sign) return false;
    if (filter.slot && (one.slot || 'outside') !== filter.slot) return false;
    if (filter.writer && one.note.owner !== filter.writer) return false;
    return !(filter.unused && used.has(one.note.id));
  });
}

/**
 * The notes under headings, in the order `keys` gives; notes whose key is not among them come last under ''. Within a heading what its writer
 * starred comes first, and all in the order they were written. Headings without notes are left out.
 */
export function groupNotes(notes: readonly DebriefNote[], by: Grouping, keys: readonly string[]): NoteGroup[] {
  const known = new Set(keys);
  const groups = new Map<string, DebriefNote[]>([...keys, ''].map(key => [key, []]));
  for (const one of starredFirst(inWritingOrder(notes))) {
    const key = keyOf(one, by);
    groups.get(known.has(key) ? key : '')!.push(one);
  }
  return [...groups].map(([key, own]) => ({ key, notes: own })).filter(group => group.notes.length > 0);
}

/** The signs in the order the groups are shown: none last. */
export const signOrder: Sign[] = [...signs.filter(sign => sign !== 'none'), 'none'];

function keyOf(one: DebriefNote, by: Grouping): string {
  switch (by) {
    case 'theme':
      return one.note.theme === otherTheme ? '' : one.note.theme;
    case 'question':
      return one.note.question;
    case 'interview':
      return one.slot;
    case 'sign':
      return one.note.sign;
  }
}

function inWritingOrder(notes: readonly DebriefNote[]): DebriefNote[] {
  return [...notes].sort((a, b) => a.note.writtenAt - b.note.writtenAt || (a.note.id < b.note.id ? -1 : 1));
}

function starredFirst(notes: readonly DebriefNote[]): DebriefNote[] {
  return [...notes.filter(one => one.note.isStarred), ...notes.filter(one => !one.note.isStarred)];
}

/** What a note lends to a finding that rests on it. */
export function evidenceSource(one: DebriefNote): EvidenceSource {
  return { note: one.note.id, slot: one.slot, groups: one.groups, municipality: one.municipality, isQuote: one.note.mark === 'quote' };
}
