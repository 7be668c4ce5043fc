import type { Clash } from '#domain/plan-clashes.ts';
import type { SlotType } from '#domain/slot.ts';
import { clock, clockSpan, list } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { peopleOf, type Interviewee, type Slot } from './plan-reading.ts';

export function typeWord(type: SlotType): string {
  switch (type) {
    case 'interview':
      return m.plan_type_interview();
    case 'opening':
      return m.plan_type_opening();
    case 'break':
      return m.plan_type_break();
    case 'debrief':
      return m.plan_type_debrief();
    case 'feedback':
      return m.plan_type_feedback();
    case 'site':
      return m.plan_type_site();
    case 'other':
      return m.plan_type_other();
  }
}

export function languageWord(language: string): string {
  if (language === 'fi') return m.plan_language_fi();
  if (language === 'sv') return m.plan_language_sv();
  return language === 'en' ? m.plan_language_en() : '';
}

/** What a row is called: an interview by its people, another by its title. */
export function slotName(slot: Slot, people: readonly Interviewee[]): string {
  const own = peopleOf(people, slot.id)
    .map(one => one.name || one.title)
    .filter(Boolean);
  if (own.length) return list(locale(), own);
  return slot.title || (slot.type === 'interview' ? m.plan_nobody() : typeWord(slot.type));
}

/** `9.30–10.30`; only the start where nobody knows the end. */
export function spanWords({ start, end }: { start: string; end: string }): string {
  if (!start) return '';
  return end ? clockSpan(locale(), start, end) : `${clock(locale(), start)}–`;
}

/** A clash as a sentence, in the words of the day. */
export function clashWords(clash: Clash, slots: readonly Slot[], people: readonly Interviewee[]): string {
  const slot = slots.find(one => one.id === clash.slot);
  const other = slots.find(one => one.id === clash.other);
  const what = slot ? slotName(slot, people) : '';
  const words = { what, other: other ? slotName(other, people) : '', name: clash.name, time: slot ? clock(locale(), slot.start) : '' };
  switch (clash.type) {
    case 'time':
      return m.plan_clash_time({ what });
    case 'end':
      return m.plan_clash_end({ what });
    case 'person':
      return m.plan_clash_person(words);
    case 'room':
      return m.plan_clash_room(words);
    case 'track':
      return m.plan_clash_track(words);
    case 'common':
      return m.plan_clash_common(words);
  }
}
