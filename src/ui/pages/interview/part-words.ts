import type { Part } from '#domain/part.ts';
import { list } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { namesOf, type RoomParts } from '#ui/items/room-parts.ts';

/** Who asked and who wrote in the interview before: parts rotate. '' when nobody said. */
export function lastTimeWords({ team }: RoomParts): string {
  const said = [
    [m.part_interviewer(), namesOf(team, 'interviewer')],
    [m.part_recorder(), namesOf(team, 'recorder')],
  ] as const;
  const words = said.filter(([, names]) => names.length).map(([what, names]) => `${what} ${list(locale(), names)}`);
  return words.length ? m.part_last_time({ parts: words.join(', ') }) : '';
}

export function partWord(what: Part): string {
  switch (what) {
    case 'interviewer':
      return m.part_interviewer();
    case 'recorder':
      return m.part_recorder();
    case 'observer':
      return m.part_observer();
  }
}
