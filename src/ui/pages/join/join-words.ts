import { m } from '#i18n/messages.ts';
import { officeErrorToMessage } from '#ui/items/error-message.ts';
import type { OfficeError } from '../../app-context.ts';

/** Why joining goes no further. `isOver`: this invitation leads nowhere, another is needed. */
export interface JoinRefusal {
  title: string;
  text: string;
  isOver: boolean;
}

export function joinRefusal(error: OfficeError): JoinRefusal {
  switch (error.type) {
    case 'link-used':
      return { title: m.join_failed_link_used_title(), text: m.join_failed_link_used(), isOver: true };
    case 'link-expired':
      return { title: m.join_failed_link_expired_title(), text: m.join_failed_link_expired(), isOver: true };
    case 'link-unknown':
      return { title: m.join_failed_link_unknown_title(), text: m.join_failed_link_unknown(), isOver: true };
    case 'code-unknown':
      return { title: m.join_failed_title(), text: m.join_failed_code_unknown(), isOver: false };
    case 'name-taken':
      return { title: m.join_failed_title(), text: m.join_failed_name_taken(), isOver: false };
    default:
      return { title: m.join_failed_title(), text: officeErrorToMessage(error), isOver: false };
  }
}

export const codeLength = 8;

/** The characters of a typed code: spaces, hyphens and capitals do not matter. */
export function codeCharacters(typed: string): string {
  return typed.replace(/[\s\-–—_.]/gu, '').toUpperCase();
}

/** The secret of a link to join that was pasted where codes are typed: on an iPad the link opens in the browser, and the app is where one joins. */
export function secretIn(typed: string): string | null {
  return /\/join#([\w-]+)\s*$/u.exec(typed)?.[1] ?? null;
}

/** What is wrong with a typed code before the server is asked; undefined when it can be one. */
export function codeProblem(typed: string): string | undefined {
  if (secretIn(typed)) return undefined;
  const { length } = codeCharacters(typed);
  if (length === 0) return m.join_code_missing();
  return length === codeLength ? undefined : m.join_code_length({ count: length });
}

/** An iPad says that it is a Mac; no Mac has touch points. Only there does the home screen have a storage of its own. */
export function isAppleTouch(agent: string, touchPoints: number): boolean {
  return /iPad|iPhone/.test(agent) || (agent.includes('Macintosh') && touchPoints > 1);
}
