import { m } from '#i18n/messages.ts';

/*
 * The words of what is stored. Asked of raw records, so that a word this build does not know reads as itself and nothing fails.
 */

export function signWord(sign: string): string {
  switch (sign) {
    case 'strength':
      return m.interview_sign_strength();
    case 'development':
      return m.interview_sign_development();
    case 'tip':
      return m.interview_sign_tip();
    case 'home':
      return m.interview_sign_home();
    case 'follow':
      return m.interview_sign_follow();
    case 'none':
      return '';
    default:
      return sign;
  }
}

export function markWord(mark: string): string {
  switch (mark) {
    case 'quote':
      return m.debrief_quote();
    case 'interpretation':
      return m.debrief_interpretation();
    case 'none':
      return '';
    default:
      return mark;
  }
}

export function sideWord(side: string): string {
  const said = signWord(side || 'strength');
  return said.charAt(0).toUpperCase() + said.slice(1);
}

export function slotTypeWord(type: string): string {
  switch (type) {
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
    case 'interview':
    case '':
      return m.today_type_interview();
    default:
      return m.today_type_other();
  }
}
