import { m } from '#i18n/messages.ts';
import type { SlotType } from '#domain/slot.ts';

/** What a row of the schedule is called: who is heard, else its own title, else what kind of row it is. */
export function slotTitle(slot: { type: SlotType; title: string }, people: readonly { title: string; name: string }[]): string {
  const heard = [...new Set(people.map(one => one.title || one.name).filter(Boolean))].join(', ');
  return heard || slot.title || slotTypeWord(slot.type);
}

export function slotTypeWord(type: SlotType): string {
  switch (type) {
    case 'interview':
      return m.today_type_interview();
    case 'opening':
      return m.today_type_opening();
    case 'break':
      return m.today_type_break();
    case 'debrief':
      return m.today_type_debrief();
    case 'feedback':
      return m.today_type_feedback();
    case 'site':
      return m.today_type_site();
    case 'other':
      return m.today_type_other();
  }
}
