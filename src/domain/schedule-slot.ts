import { isRoleGroup } from './role-group.ts';
import type { ProposedRow } from './schedule-proposal.ts';
import type { RoleGroupKey } from './schedule-roles.ts';
import { slotTypes } from './slot.ts';
import type { ScheduleLanguage, ScheduleRowType } from './schedule-words.ts';

export type SlotPerson = { id: string; name: string; title: string; group: RoleGroupKey | null };

/** The fields a file can say, as the last import read them. */
export type ImportedSlot = {
  type: ScheduleRowType;
  start: string;
  end: string | null;
  title: string;
  room: string;
  link: string;
  remark: string;
  language: ScheduleLanguage | null;
  people: { name: string; title: string; group: RoleGroupKey | null }[];
};

/** A slot of the visit as it stands now, corrections by hand included. */
export type ExistingSlot = Omit<ImportedSlot, 'people'> & {
  id: string;
  cancelled: boolean;
  /** `hand`: a person cancelled it, and a file that still says the same does not bring it back. */
  cancelledBy?: 'hand' | 'import';
  people: SlotPerson[];
  /** Whether something was written in it; shown, and never a reason to touch what was written. */
  started: boolean;
  /** What the last import said; absent for a slot that was made by hand, which no file can cancel. */
  imported?: ImportedSlot;
};

/** What a row said, to be kept with the slot it made or changed. */
export function importedSlotOf(row: ProposedRow): ImportedSlot {
  const { type, start, end, title, room, link, remark, language } = row;
  return {
    type,
    start,
    end,
    title,
    room,
    link,
    remark,
    language,
    people: row.people.map(({ name, title: job, group }) => ({ name, title: job, group })),
  };
}

/** The same as the flat texts of the slot's `imported` field; `importedFromTexts` reads them back. */
export function importedToTexts(imported: ImportedSlot): Record<string, string> {
  const { people, end, language, ...texts } = imported;
  return {
    ...texts,
    end: end ?? '',
    language: language ?? '',
    people: JSON.stringify(people.map(({ name, title, group }) => [name, title, group ?? ''])),
  };
}

/** @returns undefined for a slot that no file made (no texts), or whose texts another build wrote in a way not known here */
export function importedFromTexts(texts: Readonly<Record<string, string>>): ImportedSlot | undefined {
  const { type = '', start, end, title = '', room = '', link = '', remark = '', language = '', people = '[]' } = texts;
  if (start === undefined || !(slotTypes as readonly string[]).includes(type)) return undefined;
  return {
    type: type as ScheduleRowType,
    start,
    end: end || null,
    title,
    room,
    link,
    remark,
    language: language === 'fi' || language === 'sv' || language === 'en' ? language : null,
    people: peopleFromText(people),
  };
}

function peopleFromText(text: string): ImportedSlot['people'] {
  try {
    const people: unknown = JSON.parse(text);
    if (!Array.isArray(people)) return [];
    return people.flatMap((person: unknown) => {
      if (!Array.isArray(person)) return [];
      const [name, title, group] = person.map(String);
      return [{ name: name ?? '', title: title ?? '', group: group !== undefined && isRoleGroup(group) ? group : null }];
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [];
  }
}
