import { trialLasts } from '#domain/trial.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { Written } from '#notebook/failure.ts';
import { errorToMessage } from '#ui/items/error-message.ts';
import type { App, LinkState } from '../../app-context.ts';
import { Watched } from '../../live.svelte.ts';
import type { ComeTrial, ReadyDay } from './ready-reading.ts';
import { answerTrial, clearTrial, sendTrial } from './trial-acts.ts';

/** One device's part in the way of a trial note; times in milliseconds from the sending, null for what has not come or was not seen coming. */
export interface TrialWay {
  device: string;
  isThere: boolean;
  there: number | null;
  isBack: boolean;
  back: number | null;
}

type Day = Pick<ReadyDay, 'visit' | 'sent' | 'come' | 'team'>;

/** The trial note: sent from here, and come from others. */
export class Trial {
  readonly #app: App;
  readonly #notebook: Notebook;
  readonly #day: () => Day;
  readonly #link: Watched<LinkState>;
  readonly #minute: Watched<number>;
  /** When this page first saw something proven. */
  readonly #seen = new Map<string, number>();
  /** Sent from this page: what became of an earlier one nobody was looking at. */
  #isTimed = false;
  #isBusy = $state(false);
  #problem = $state('');

  constructor(app: App, notebook: Notebook, day: () => Day) {
    this.#app = app;
    this.#notebook = notebook;
    this.#day = day;
    this.#link = new Watched(app.link);
    this.#minute = new Watched(app.minute);
  }

  get isOffline(): boolean {
    return !['online', 'starting'].includes(this.#link.value.link);
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }
  get problem(): string {
    return this.#problem;
  }
  get sentAt(): number | null {
    return this.#day().sent?.sentAt ?? null;
  }
  get onServer(): { isThere: boolean; there: number | null } {
    const isThere = this.#day().sent?.isOnServer ?? false;
    return { isThere, there: isThere ? this.#since('server') : null };
  }
  /** The others' devices of the team. */
  get ways(): TrialWay[] {
    const { sent, team } = this.#day();
    if (!sent) return [];
    const devices = team.flatMap(one => one.devices).filter(one => !one.isThis);
    return devices.map(({ device }) => {
      const answer = sent.answers.find(one => one.device === device);
      const isThere = sent.holders.includes(device) || answer !== undefined;
      return {
        device,
        isThere,
        there: isThere ? this.#since(`there ${device}`) : null,
        isBack: answer !== undefined,
        back: answer ? answer.at - sent.sentAt : null,
      };
    });
  }
  /** Trial notes of others that are asking now. */
  get come(): ComeTrial[] {
    return this.#day().come.filter(one => this.#minute.value - one.sentAt < trialLasts);
  }

  async send(): Promise<void> {
    this.#seen.clear();
    this.#isTimed = true;
    await this.#do(sendTrial(this.#notebook, this.#day().visit));
  }
  async answer(one: ComeTrial): Promise<void> {
    await this.#do(answerTrial(this.#notebook, this.#day().visit, one));
  }
  async clear(): Promise<void> {
    await this.#do(clearTrial(this.#notebook, this.#day().visit));
  }
  /** One that was left behind is taken away when its sender comes by again. */
  async clearOld(): Promise<void> {
    const { sentAt } = this;
    if (sentAt !== null && this.#minute.value - sentAt > trialLasts) await this.clear();
  }

  async #do(writing: Promise<Written>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const written = await writing;
    this.#isBusy = false;
    this.#problem = written.ok ? '' : errorToMessage(written.error);
    this.#app.syncNow();
  }

  /** Milliseconds from the sending to when this was first seen; null when that was not seen here. */
  #since(what: string): number | null {
    const { sentAt } = this;
    if (sentAt === null || !this.#isTimed) return null;
    const key = `${sentAt} ${what}`;
    if (!this.#seen.has(key)) this.#seen.set(key, this.#notebook.wall());
    return this.#seen.get(key)! - sentAt;
  }
}
