import { minutesInto } from '#domain/day.ts';
import { readinessOf, type DeviceReadiness, type ReadinessFacts } from '#domain/device-readiness.ts';
import { notesSpace, programmeSpace, visitSpace, debriefSpace } from '#domain/spaces.ts';
import { localDate, localTime } from '#i18n/format.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { StandingPage } from '#ui/items/standing-page.svelte.ts';
import type { Abilities } from '#platform/abilities.ts';
import type { App } from '../../app-context.ts';
import { noReadyDay, readReady, type ReadyDay } from './ready-reading.ts';
import { Trial } from './trial.svelte.ts';

/** A photo as it is kept: its long side 1,600 pixels or so. Bytes. */
const photoSize = 400_000;
/** Milliseconds for which what was fetched is as good as today's. */
const freshFor = 12 * 60 * 60_000;

/** Whether this device is ready for a visit day, and the team. */
export class ReadyPage extends StandingPage<ReadyDay> {
  readonly #app: App;
  readonly #notebook: Notebook;
  readonly trial: Trial;
  #abilities = $state.raw<Abilities | null>(null);
  #isLooked = $state(false);
  #isPromised = $state<boolean | null>(null);
  #isTaking = $state(false);

  /** @param wanted the visit's id; '' for the nearest one */
  constructor(app: App, notebook: Notebook, wanted: string) {
    super(app, notebook, reader => readReady(notebook, reader, wanted), noReadyDay);
    this.#app = app;
    this.#notebook = notebook;
    this.trial = new Trial(app, notebook, () => this.day);
  }

  get day(): ReadyDay {
    return this.value;
  }
  /** Whether it was asked what the device can. */
  get isLooked(): boolean {
    return this.#isLooked;
  }
  /** null before that, and where nobody could ask. */
  get abilities(): Abilities | null {
    return this.#abilities;
  }
  /** What the browser answered when it was asked to keep the storage; null before. */
  get isPromised(): boolean | null {
    return this.#isPromised;
  }
  get isTaking(): boolean {
    return this.#isTaking;
  }
  /** The present minute of the visit's day. */
  get minute(): number {
    const { date, zone } = this.day;
    return minutesInto(date, { date: localDate(this.now, zone), time: localTime(this.now, zone) });
  }
  /** Until when this build stays, by the corrected clock; null while nothing keeps it. */
  get pinnedUntil(): number | null {
    const until = this.#abilities?.pinnedUntil ?? null;
    const wall = until === null ? null : until + (this.device.clockOff ?? 0);
    return wall !== null && wall > this.now ? wall : null;
  }
  /** Photos there is room for; null where the browser does not say. */
  get photos(): number | null {
    const left = this.#abilities?.bytesLeft ?? null;
    return left === null ? null : Math.floor(left / photoSize);
  }

  get facts(): ReadinessFacts {
    const { day, device, link } = this;
    const abilities = this.#abilities;
    const has = (space: string) => !link.missingSpaces.includes(space);
    const isHere = has(programmeSpace(this.#notebook.me.programme)) && has(visitSpace(day.visit));
    const isStale = day.fetchedAt === null || this.now - (day.fetchedAt + (device.clockOff ?? 0)) > freshFor;
    return {
      app: device.appReason || 'here',
      isUpdateWaiting: device.updateWaiting && this.pinnedUntil === null,
      canStore: device.storage === 'open',
      plan: !isHere ? 'away' : !day.hasRows ? 'empty' : isStale ? 'stale' : 'here',
      template: day.template.type,
      notes: !day.seesNotes ? 'unneeded' : has(notesSpace(day.visit)) && has(debriefSpace(day.visit)) ? 'here' : 'away',
      photos: this.photos,
      isPersisted: this.#isPromised ?? device.storagePersistent,
      place: device.isInstalled ? 'installed' : abilities?.browser.isApart ? 'tab-apart' : 'tab',
      canKeepAwake: abilities?.canKeepAwake ?? true,
      clockOff: device.clockOff,
      camera: abilities?.camera ?? 'unknown',
    };
  }
  get readiness(): DeviceReadiness {
    return readinessOf(this.facts);
  }

  /** Looks at what the device can; nothing is asked of the person. */
  async look(): Promise<void> {
    this.#abilities = (await (await this.#app.abilities())?.readAbilities()) ?? null;
    this.#isLooked = true;
  }
  async askPersistence(): Promise<void> {
    this.#isPromised = await this.#app.askPersistence();
  }
  async takeUpdate(): Promise<void> {
    this.#isTaking = true;
    await this.#app.takeUpdate();
    this.#isTaking = false;
  }
  async tryCamera(): Promise<void> {
    const camera = await (await this.#app.abilities())?.tryCamera();
    if (this.#abilities && camera) this.#abilities = { ...this.#abilities, camera };
  }
  refresh(): void {
    this.#app.syncNow();
    void this.look();
  }
}
