import type { InvitationKey, InvitationLook } from '#protocol/membership.ts';
import type { App } from '../../app-context.ts';
import { Watched } from '../../live.svelte.ts';
import { dropSecret, takeSecret } from '../start/secret-in-address.ts';
import { codeCharacters, codeProblem, isAppleTouch, joinRefusal, secretIn, type JoinRefusal } from './join-words.ts';

type Step =
  | { type: 'code' }
  | { type: 'looking' }
  | { type: 'refused'; refusal: JoinRefusal; key: InvitationKey }
  | { type: 'who'; look: InvitationLook; key: InvitationKey }
  /** The device belongs to somebody: what it holds, and what is missing. */
  | { type: 'member' };

/** Joining a device by an invitation: looking at it uses nothing up; it is redeemed by the tap that says who one is. */
export class JoinPage {
  readonly #app: App;
  readonly #device;
  #step = $state.raw<Step>({ type: 'code' });
  #isBusy = $state(false);
  #problem = $state('');
  #isTried = $state(false);
  #stays = $state(false);
  code = $state('');
  /** The waiting person chosen; '' while a name is typed instead. */
  person = $state('');
  isTyping = $state(false);
  name = $state('');

  constructor(app: App) {
    this.#app = app;
    this.#device = new Watched(app.device);
    const secret = takeSecret();
    if (secret) void this.look({ secret });
    else if (app.notebook && !['signed-out', 'revoked', 'replaced'].includes(app.link.value.link)) this.#step = { type: 'member' };
  }

  get step(): Step {
    return this.#step;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }
  get problem(): string {
    return this.#problem;
  }
  get isMember(): boolean {
    return this.#app.notebook !== null;
  }
  get codeError(): string | undefined {
    return this.#isTried && this.#step.type === 'code' ? (codeProblem(this.code) ?? (this.#problem || undefined)) : undefined;
  }
  get isNameMissing(): boolean {
    return this.#isTried && !this.#who;
  }
  /** On an iPad in the browser: what is written there may be cleared, and the home screen's app would know nothing of it. */
  get needsHomeScreen(): boolean {
    return !this.#stays && !this.#device.value.isInstalled && isAppleTouch(navigator.userAgent, navigator.maxTouchPoints);
  }

  stayInBrowser(): void {
    this.#stays = true;
  }

  async sendCode(): Promise<void> {
    this.#isTried = true;
    this.#problem = '';
    if (codeProblem(this.code)) return;
    const secret = secretIn(this.code);
    await this.look(secret ? { secret } : { code: codeCharacters(this.code) });
  }

  async look(key: InvitationKey): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#problem = '';
    const isTyped = 'code' in key;
    if (!isTyped) this.#step = { type: 'looking' };
    const answer = await this.#app.office.lookInvitation(key);
    this.#isBusy = false;
    if (answer.ok) {
      this.#isTried = false;
      this.person = answer.value.names.length === 1 ? answer.value.names[0]!.person : '';
      this.isTyping = answer.value.names.length === 0;
      this.#step = { type: 'who', look: answer.value, key };
      return;
    }
    const refusal = joinRefusal(answer.error);
    // A mistyped code stays in its field, to be corrected.
    if (isTyped && !refusal.isOver) this.#problem = refusal.text;
    else this.#step = { type: 'refused', refusal, key };
  }

  typeName(): void {
    this.isTyping = true;
    this.person = '';
  }
  chooseName(): void {
    this.isTyping = false;
  }

  async join(): Promise<void> {
    if (this.#step.type !== 'who' || this.#isBusy) return;
    this.#isTried = true;
    const who = this.#who;
    if (!who) return;
    const { key } = this.#step;
    this.#isBusy = true;
    this.#problem = '';
    const answer = await this.#app.office.join(key, who);
    // When it worked the app starts anew as that person; the busy button stays until it does.
    if (answer.ok) return dropSecret();
    this.#isBusy = false;
    const refusal = joinRefusal(answer.error);
    if (refusal.isOver) this.#step = { type: 'refused', refusal, key };
    else this.#problem = refusal.text;
  }

  otherCode(): void {
    dropSecret();
    this.#problem = '';
    this.#isTried = false;
    this.code = '';
    this.#step = { type: 'code' };
  }

  get #who(): { person: string } | { name: string } | null {
    if (!this.isTyping) return this.person ? { person: this.person } : null;
    const name = this.name.trim();
    return name ? { name } : null;
  }
}
