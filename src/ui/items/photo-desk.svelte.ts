import { note } from '#domain/note.ts';
import { photo, type photoSources } from '#domain/photo.ts';
import { m } from '#i18n/messages.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import { storageFailure, type WriteFailure } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { App } from '../app-context.ts';
import type { RecodedPicture } from '../photos.ts';
import type { DrawingKeep } from './drawing-keeper.ts';
import { errorToMessage } from './error-message.ts';
import type { NoteWriter, PicturedNote } from './note-writer.svelte.ts';
import { photoProblemWords } from './photo-words.ts';

type PhotoSource = (typeof photoSources)[number];

/** A picture that is made, with the note it belongs to. */
interface MadePhoto {
  id: string;
  picture: RecodedPicture;
  source: PhotoSource;
  addedAt: number;
  of: PicturedNote;
}

/** Adds pictures to the note that is being written, or to one that begins with them. Words are never touched. */
export class PhotoDesk {
  readonly #app: Pick<App, 'photos' | 'say'>;
  readonly #notebook: Notebook;
  readonly #space: string;
  readonly #writer: NoteWriter;
  readonly #begun = new Set<string>();
  #pending = $state.raw(0);
  #problems = $state.raw<readonly string[]>([]);
  #unkept = $state.raw<readonly MadePhoto[]>([]);
  #failure = $state.raw<WriteFailure | null>(null);

  constructor(app: Pick<App, 'photos' | 'say'>, notebook: Notebook, space: string, writer: NoteWriter) {
    this.#app = app;
    this.#notebook = notebook;
    this.#space = space;
    this.#writer = writer;
  }

  /** How many are being made. */
  get pending(): number {
    return this.#pending;
  }

  /** A sentence for each file that is no picture to keep, and for what else was not done. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Pictures that could not be stored: they are only here, on the screen. */
  get unkept(): readonly RecodedPicture[] {
    return this.#unkept.map(one => one.picture);
  }

  /** Why; '' while all is stored. */
  get failure(): string {
    return this.#failure ? errorToMessage(this.#failure) : '';
  }

  tell(problem: string): void {
    this.#problems = [...this.#problems, problem];
  }

  closeProblems(): void {
    this.#problems = [];
  }

  /** Adds files as pictures of one note, in their order. What is no picture is told of, and the others are added all the same. */
  async take(files: readonly File[], source: PhotoSource): Promise<void> {
    if (files.length === 0) return;
    const of = this.#writer.pictured();
    this.#problems = [];
    this.#pending += files.length;
    for (const file of files) {
      const picture = await this.#make(file, file.name, source);
      if (picture && (await this.#keep({ ...this.#about(source, of), picture }))) this.#app.say(m.photo_added());
      this.#pending--;
    }
  }

  /** A drawing begins its item with its first keeping. */
  draw(): DrawingKeep {
    const about = this.#about('drawing', this.#writer.pictured());
    return {
      keep: async canvas => {
        const drawn = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve));
        const picture = drawn && (await this.#make(drawn, m.photo_drawing(), 'drawing'));
        if (picture) await this.#keep({ ...about, picture });
      },
      drop: async () => {
        await this.#writer.dropPhoto(about.id, about.of.id);
      },
    };
  }

  async retry(): Promise<void> {
    const again = this.#unkept;
    this.#unkept = [];
    this.#failure = null;
    for (const one of again) await this.#keep(one);
  }

  #about(source: PhotoSource, of: PicturedNote) {
    return { id: this.#notebook.newId('mine'), source, of, addedAt: this.#notebook.wall() };
  }

  /** Tells why, when it gives none. */
  async #make(file: Blob, name: string, source: PhotoSource): Promise<RecodedPicture | null> {
    try {
      const made = await (await this.#app.photos()).recode(file, source === 'drawing' ? 'drawing' : 'photo');
      if (made.ok) return made.value;
      this.tell(photoProblemWords(made.error.type, name));
    } catch {
      // Its code did not come.
      this.tell(m.photo_problem_code());
    }
    return null;
  }

  /** @returns whether it is stored; what is not is kept here, and can be tried again or taken out */
  async #keep(one: MadePhoto): Promise<boolean> {
    const { bytes, ...measures } = one.picture;
    const about = { parent: one.of.id, source: one.source, addedAt: one.addedAt, device: this.#notebook.me.device };
    try {
      const before = await this.#noteBefore(one.of);
      const kept = await this.#notebook.keepPicture(this.#space, bytes, picture => [
        ...before,
        draft(photo, { space: this.#space, id: one.id }, { ...about, ...measures, picture, bytes: bytes.length }),
      ]);
      if (kept.ok) this.#begin(one.of);
      else this.#fail(one, kept.error);
      return kept.ok;
    } catch (error) {
      this.#fail(one, storageFailure(error));
      return false;
    }
  }

  #begin(of: PicturedNote): void {
    if (this.#begun.has(of.id)) return;
    this.#begun.add(of.id);
    this.#writer.tookPhoto(of);
  }

  #fail(one: MadePhoto, failure: WriteFailure): void {
    this.#failure = failure;
    this.#unkept = [...this.#unkept.filter(other => other.id !== one.id), one];
  }

  /** What must be written for the note to be there: a note emptied while its picture was being made was deleted. */
  async #noteBefore({ id, begins }: PicturedNote): Promise<Draft[]> {
    const where = { space: this.#space, id };
    const device = this.#notebook.me.device;
    if (begins && !this.#begun.has(id)) return [draft(note, where, { ...begins, device })];
    const row = await this.#notebook.read(r => r.item(note, this.#space, id));
    return row?.deleted ? [draft(note, where, { deleted: false })] : [];
  }
}
