import { m } from '#i18n/messages.ts';
import type { SetupLook } from '#protocol/membership.ts';
import { officeErrorToMessage } from '#ui/items/error-message.ts';
import type { App, OfficeError } from '../../app-context.ts';
import { dropSecret, takeSecret } from './secret-in-address.ts';

type Step = { type: 'no-token' } | { type: 'looking' } | { type: 'refused'; error: OfficeError } | { type: 'open'; look: SetupLook };
type Want = 'founding' | 'example' | 'signing-in';

/** The one-time set-up link: what it may begin, and beginning it. Looking at it uses nothing up. */
export class SetupPage {
  readonly #app: App;
  readonly #token: string;
  #step = $state.raw<Step>({ type: 'looking' });
  #busy = $state<Want | null>(null);
  #problem = $state('');
  #isTried = $state(false);
  programme = $state('');
  person = $state('');

  constructor(app: App) {
    this.#app = app;
    this.#token = takeSecret();
    if (this.#token) void this.look();
    else this.#step = { type: 'no-token' };
  }

  get step(): Step {
    return this.#step;
  }
  get busy(): Want | null {
    return this.#busy;
  }
  get problem(): string {
    return this.#problem;
  }
  get programmeError(): string | undefined {
    return this.#isTried && !this.programme.trim() ? m.start_programme_missing() : undefined;
  }
  get personError(): string | undefined {
    return this.#isTried && !this.person.trim() ? m.start_person_missing() : undefined;
  }

  async look(): Promise<void> {
    this.#step = { type: 'looking' };
    const answer = await this.#app.office.lookSetup(this.#token);
    this.#step = answer.ok ? { type: 'open', look: answer.value } : { type: 'refused', error: answer.error };
  }

  async found(): Promise<void> {
    this.#isTried = true;
    const [programme, person] = [this.programme.trim(), this.person.trim()];
    if (programme && person) await this.#begin('founding', { programme, person });
  }
  openExample(): Promise<void> {
    return this.#begin('example', 'example');
  }
  signIn(): Promise<void> {
    return this.#begin('signing-in', 'sign-in');
  }

  /** When it works the app starts anew as that person, and this page is gone. */
  async #begin(busy: Want, want: Parameters<App['office']['setup']>[1]): Promise<void> {
    if (this.#busy) return;
    this.#busy = busy;
    this.#problem = '';
    const answer = await this.#app.office.setup(this.#token, want);
    if (answer.ok) return dropSecret();
    this.#busy = null;
    if (answer.error.type.startsWith('link-')) this.#step = { type: 'refused', error: answer.error };
    else this.#problem = officeErrorToMessage(answer.error);
  }
}

/** Why the link begins nothing, and whether a new one is what helps. */
export function refusalWords(error: OfficeError): { title: string; text: string; isLink: boolean } {
  switch (error.type) {
    case 'link-expired':
      return { title: m.start_link_expired_title(), text: m.start_link_expired(), isLink: true };
    case 'link-used':
      return { title: m.start_link_used_title(), text: m.start_link_used(), isLink: true };
    case 'link-unknown':
      return { title: m.start_link_unknown_title(), text: m.start_link_unknown(), isLink: true };
    default:
      return { title: m.start_failed_title(), text: officeErrorToMessage(error), isLink: false };
  }
}
