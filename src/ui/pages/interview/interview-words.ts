import type { AskedState } from '#domain/interview.ts';
import type { Covered } from '#domain/question-coverage.ts';
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

/** What became of a question in one interview, where it is told afterwards. */
export function coveredWord(covered: Covered): string {
  switch (covered) {
    case 'asked':
    case 'came-up':
      return stateWord(covered);
    case 'skipped':
      return m.ask_map_skipped();
    case 'silent':
      return m.ask_map_silent();
    case 'absent':
      return m.ask_map_absent();
  }
}
