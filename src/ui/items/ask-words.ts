import { isMissed } from '#domain/ask-next.ts';
import type { Aim } from '#domain/follow-up.ts';
import { isRoleGroup } from '#domain/role-group.ts';
import { clock, clockAt } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { groupWord } from './debrief-words.ts';
import type { Asking, AskingSlot, ShownFollowUp } from './follow-ups.ts';

/** An interview as the schedule has it: `10.45 Tekninen johtaja`. */
export function askedSlotWords({ start, title }: Pick<AskingSlot, 'start' | 'title'>): string {
  return [start && clock(locale(), start), title].filter(Boolean).join(' ');
}

/** Whom a note is to be asked of. */
export function aimWords(aim: Aim, { slots, groupWords }: Asking): string {
  switch (aim.to) {
    case 'anybody':
      return m.ask_anybody();
    case 'group':
      return isRoleGroup(aim.group) ? groupWord(aim.group, groupWords) : aim.group;
    case 'interview': {
      const slot = slots.find(one => one.id === aim.slot);
      return slot ? askedSlotWords(slot) : m.ask_gone();
    }
  }
}

/** How far a follow-up is known to have come: claims only what is proven. */
export function reachWords({ server, devices }: ShownFollowUp['reach']): string {
  if (devices > 0) return m.ask_on_devices({ count: devices });
  return server ? m.ask_on_server() : m.ask_leaves();
}

/** What became of it where it was not answered with a note: `Kysytty: 10.58 Liisa`; that nobody will ask it any more; ''. */
export function outcomeWords(one: ShownFollowUp, { slots, zone }: Asking): string {
  const mark = one.marks.find(({ state }) => state === 'asked' || state === 'came-up');
  if (mark) {
    const said = { time: clockAt(locale(), mark.at, zone), name: mark.by };
    return mark.state === 'asked' ? m.ask_asked(said) : m.ask_came_up(said);
  }
  return isMissed(one, slots) ? m.ask_missed() : '';
}
