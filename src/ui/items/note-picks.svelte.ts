import { note, type Sign } from '#domain/note.ts';
import { m } from '#i18n/messages.ts';
import type { ActName } from '#notebook/acts.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { App } from '../app-context.ts';
import { tellUndone } from './after-undo.ts';
import { errorToMessage } from './error-message.ts';
import type { NotePlace } from './note-in-hand.svelte.ts';

/** Several of one's own notes at once: picked in the list, then moved, given a sign or deleted as one act with one way back. */
export class NotePicks {
  readonly #app: App;
  readonly #notebook: Notebook;
  readonly #space: string;
  /** null while nothing is being picked. */
  #ids = $state.raw<ReadonlySet<string> | null>(null);
  #acts: readonly ActName[] = [];
  #said = $state.raw('');
  #problem = $state.raw('');

  /** @param space of the notes */
  constructor(app: App, notebook: Notebook, space: string) {
    this.#app = app;
    this.#notebook = notebook;
    this.#space = space;
  }

  get isOn(): boolean {
    return this.#ids !== null;
  }

  get count(): number {
    return this.#ids?.size ?? 0;
  }

  /** What was done, until it is undone or let be; ''. */
  get said(): string {
    return this.#said;
  }

  get problem(): string {
    return this.#problem;
  }

  has(id: string): boolean {
    return this.#ids?.has(id) ?? false;
  }

  /** @param first picked at once; '' for none */
  begin(first: string): void {
    this.letBe();
    this.#ids = new Set(first ? [first] : []);
  }

  turn(id: string): void {
    const ids = new Set(this.#ids);
    if (!ids.delete(id)) ids.add(id);
    this.#ids = ids;
  }

  end(): void {
    this.#ids = null;
  }

  /** @param words where to, as the list of places says it */
  async move(place: Partial<NotePlace>, words: string): Promise<void> {
    const { count } = this;
    if (await this.#write(place, m.interview_picks_moved({ count, place: words }))) this.end();
  }

  async setSign(sign: Sign): Promise<void> {
    await this.#write({ sign }, m.interview_picks_signed({ count: this.count }));
  }

  async remove(): Promise<void> {
    if (await this.#write({ deleted: true }, m.interview_picks_removed({ count: this.count }))) this.end();
  }

  async undo(): Promise<void> {
    const acts = this.#acts;
    this.letBe();
    const written = await this.#notebook.undo(acts);
    this.#problem = written.ok ? '' : errorToMessage(written.error);
    tellUndone(this.#app, this.#space, written);
  }

  letBe(): void {
    this.#acts = [];
    this.#said = '';
    this.#problem = '';
  }

  async #write(change: Partial<NotePlace> & { sign?: Sign; deleted?: boolean }, said: string): Promise<boolean> {
    const ids = [...(this.#ids ?? [])];
    if (!ids.length) return false;
    const written = await this.#notebook.write(ids.map(id => draft(note, { space: this.#space, id }, change)));
    this.#problem = written.ok ? '' : errorToMessage(written.error);
    if (!written.ok) return false;
    this.#acts = written.acts ?? [];
    this.#said = said;
    return true;
  }
}
