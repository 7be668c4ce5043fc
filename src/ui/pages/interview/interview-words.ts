import type { AskedState } from '#domain/interview.ts';
import { m } from '#i18n/messages.ts';

/** What became of a question; '' while it is open. */
export function stateWord(state: AskedState): string {
  switch (state) {
    case 'open':
      return '';
    case 'asked':
      return m.interview_state_asked();
    case 'came-up':
      return m.interview_state_came_up();
    case 'skipped':
      return m.interview_state_skipped();
  }
}
