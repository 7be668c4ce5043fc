import { rolesIn } from '#domain/access.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { programme } from '#domain/programme.ts';
import { coordinator, host, visitor } from '#domain/role.ts';
import { localDate } from '#i18n/format.ts';
import { savedEverywhere } from '#notebook/saved-everywhere.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { SavedState } from '#notebook/saved.ts';
import { statusWords, type StatusWords } from '#ui/items/saved-words.ts';
import { mildTroubles, troubleShort, type MildTrouble } from '#ui/items/trouble-words.ts';
import type { App } from '../app-context.ts';
import { firstScreen, screenWaits } from '../first-screen.ts';
import { unopenedCount } from '../items/unopened-texts.ts';
import { Live, Watched } from '../live.svelte.ts';
import { matchRoute, type PageComponent, type Params, type Route } from '../routes.ts';
import { troublesIn } from '../troubles.ts';
import { createLateWords } from './late-words.ts';
import { placesFor, type Sight } from './places.ts';
import type { Router } from './router.svelte.ts';

type Shown = { path: string; route: Route | null; params: Params; page: PageComponent | null; failed: boolean };

const blind: Sight & { isExample: boolean } = { visit: null, seesNotes: false, editsPlan: false, isCoordinator: false, isExample: false };
const nothingWritten: SavedState = {
  waiting: 0,
  pictures: 0,
  waitingSince: null,
  devices: 1,
  devicesWithAll: 1,
  onServer: true,
  perDevice: [],
};

/** What surrounds every page: which page it is, where one can go, and the state of what was written. */
export class AppShell {
  readonly app: App;
  readonly router: Router;
  #shown = $state.raw<Shown>({ path: '', route: null, params: {}, page: null, failed: false });
  /** The visit last looked at: the navigation stays with it on pages that belong to none. */
  #visit = $state.raw<string | null>(null);
  readonly #sight: Live<Map<string | null, typeof blind>> | null;
  readonly #saved: Live<SavedState> | null;
  readonly #link;
  readonly #device;
  readonly #troubles;
  #isCalm = $state.raw(false);
  /** What was typed is on the screen alone for longer than a moment: the disk is slow, or the store is being opened anew. */
  #isLate = $state.raw(false);

  constructor(app: App, router: Router) {
    this.app = app;
    this.router = router;
    this.#link = new Watched(app.link);
    this.#device = new Watched(app.device);
    this.#troubles = new Watched(app.troubles);
    const { notebook } = app;
    // The frame is right from its first drawing: an interview has no navigation, not even for a moment.
    this.#shown = { ...this.#shown, route: this.#match(router.path)?.route ?? null };
    this.#saved = notebook && new Live(notebook, reader => savedEverywhere(notebook, reader), nothingWritten);
    // Where everything stands is told as soon as the page is there: it takes many readings, and none may come before the field.
    void firstScreen().then(() => (this.#isCalm = true));
    this.#sight = notebook && new Live(notebook, reader => sights(notebook, reader), new Map());
    if (notebook) this.#watchTyping(notebook);
  }

  #watchTyping(notebook: Notebook): void {
    const late = createLateWords({
      unstored: () => notebook.unstored().length + unopenedCount(),
      after: (milliseconds, run) => setTimeout(run, milliseconds),
      tell: isLate => (this.#isLate = isLate),
    });
    window.addEventListener('input', late.typed);
  }

  get shown(): Shown {
    return this.#shown;
  }

  get link() {
    return this.#link.value;
  }

  get device() {
    return this.#device.value;
  }

  get saved(): SavedState {
    return (this.#isCalm && this.#saved?.value) || nothingWritten;
  }

  /** What stops nothing for now. That the browser may clear the memory is worth a word only while something is here alone. */
  get #mild(): MildTrouble[] {
    const isAlone = this.saved.waiting > 0 && this.link.link !== 'online';
    return mildTroubles(troublesIn(this.link, this.device)).filter(kind => kind !== 'not-kept' || isAlone);
  }

  /** Of these, those whose notice was not closed; none where somebody is being listened to. */
  get mildShown(): MildTrouble[] {
    if (this.#shown.route?.frame === 'alone') return [];
    const isHushed = (kind: string) => this.#troubles.value.some(one => one.kind === kind && one.until === null && one.isHushed);
    return this.#mild.filter(kind => !isHushed(kind));
  }

  /** The state of what was written, and what is in the way of it, in a line. */
  get statusWords(): StatusWords {
    const words = statusWords(this.saved, this.link, this.device, this.#isLate);
    const [first] = this.#mild;
    if (!first || words.state === 'trouble') return words;
    return { ...words, detail: [words.detail, troubleShort(first)].filter(Boolean).join(' · ') };
  }

  get isSavedKnown(): boolean {
    return this.#isCalm && (this.#saved?.isReady ?? false);
  }

  get sight() {
    const all = this.#sight?.value;
    return all?.get(this.#visit) ?? all?.get(null) ?? blind;
  }

  get places() {
    const { route } = this.#shown;
    return this.app.notebook && route?.frame !== 'open' ? placesFor(this.sight, route?.place) : [];
  }

  /** Loads the page of an address; the page before stays until the next is there. */
  async open(path: string): Promise<void> {
    // The shortcut of the installed app: the debrief of the nearest visit.
    if (path === '/debrief' && this.app.notebook) {
      const { notebook } = this.app;
      const nearest = (await notebook.read(reader => sights(notebook, reader))).get(null);
      return this.router.go(nearest?.visit && nearest.seesNotes ? `/visits/${nearest.visit}/debrief` : '/', 'replace');
    }
    const needed = this.#match(path);
    if (!needed) {
      this.#shown = { path, route: null, params: {}, page: null, failed: false };
      return;
    }
    const { route, params } = needed;
    if (params['visit']) this.#visit = params['visit'];
    const came = screenWaits();
    try {
      const { default: page } = await route.load();
      if (this.router.path === path) this.#shown = { path, route, params, page, failed: false };
    } catch {
      // The page's file did not come: an old page after an update, or no network before the app was whole on the device.
      this.#shown = { path, route, params, page: null, failed: true };
    } finally {
      came();
    }
  }

  /** A device that belongs to nobody sees what is open to everybody. */
  #match(path: string): ReturnType<typeof matchRoute> {
    const match = matchRoute(path);
    return this.app.notebook || match?.route.frame === 'open' ? match : matchRoute('/welcome');
  }
}

/** What this person may see of each visit; under null, of the nearest one. */
async function sights(notebook: Notebook, reader: NotebookReader): Promise<Map<string | null, typeof blind>> {
  const { me } = notebook;
  const access = await notebook.access(reader.log);
  const isExample = (await reader.item(programme, programmeSpace(me.programme), me.programme))?.isExample ?? false;
  const isCoordinator = rolesIn(access, me.person, programmeSpace(me.programme)).includes(coordinator);
  const found = new Map<string | null, typeof blind>([[null, { ...blind, isExample, isCoordinator }]]);
  const today = localDate(notebook.wall(), 'Europe/Helsinki');
  const distance = (date: string) => Math.abs(Date.parse(date) - Date.parse(today)) || 0;
  const visits = [...access.visits.values()].sort((a, b) => distance(b.date) - distance(a.date));
  for (const { id } of visits) {
    const notes = rolesIn(access, me.person, notesSpace(id));
    const plan = rolesIn(access, me.person, visitSpace(id));
    if (plan.length === 0) continue;
    const seesNotes = notes.includes(visitor) || notes.includes(coordinator);
    const sight = { visit: id, seesNotes, editsPlan: plan.includes(host) || isCoordinator, isCoordinator, isExample };
    found.set(id, sight).set(null, sight);
  }
  return found;
}
