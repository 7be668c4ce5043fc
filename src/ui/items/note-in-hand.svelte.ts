import type { Aim } from '#domain/follow-up.ts';
import { note, type Mark, type Sign } from '#domain/note.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { borrowText } from './borrowed-text.ts';
import { TextInHand } from './text-in-hand.svelte.ts';

/** Where a note belongs: an interview's slot or the visit, and a theme and a question of the template. */
export interface NotePlace {
  parent: string;
  theme: string;
  question: string;
  /** The note whose question it answers; '' or nothing for none. */
  answers?: string;
}

/** A note that is being written, or was until a moment ago. */
export class NoteInHand {
  readonly id: string;
  readonly isNew: boolean;
  readonly text: TextInHand;
  /** When its first character was written; 0 before. It never moves. */
  #writtenAt = $state.raw(0);
  #place: NotePlace;
  #sign = $state.raw<Sign>('none');
  #mark = $state.raw<Mark>('none');
  /** Whom it is to be asked of next, when that was said while it was in the hand; null when it was taken back. */
  #aim = $state.raw<Aim | null | undefined>();
  /** Resolves when the text was let go of. */
  left: Promise<void> | null = null;

  /** A new note: nothing of it exists before its first character, and that takes place, sign and mark with it. */
  static begin(notebook: Notebook, space: string, place: () => NotePlace): NoteInHand {
    const id = notebook.newId('mine');
    const made: NoteInHand = new NoteInHand(notebook, space, { id, sign: 'none', mark: 'none', writtenAt: 0, ...place() }, () => {
      made.#writtenAt = notebook.wall();
      made.#place = place();
      return { ...made.#place, writtenAt: made.#writtenAt, sign: made.#sign, mark: made.#mark, device: notebook.me.device };
    });
    return made;
  }

  constructor(
    notebook: Notebook,
    space: string,
    of: NotePlace & { id: string; sign: Sign; mark: Mark; writtenAt: number },
    start?: () => Record<string, string | number>,
  ) {
    this.id = of.id;
    this.isNew = start !== undefined;
    this.#writtenAt = of.writtenAt;
    this.#place = { parent: of.parent, theme: of.theme, question: of.question };
    this.#sign = of.sign;
    this.#mark = of.mark;
    this.text = new TextInHand(() => {
      const begun = start?.();
      return borrowText(notebook, `${space} note ${of.id} words`, () => notebook.openText(note, { space, id: of.id }, 'words', begun));
    });
  }

  get writtenAt(): number {
    return this.#writtenAt;
  }

  get isBegun(): boolean {
    return !this.isNew || this.#writtenAt > 0;
  }

  get place(): NotePlace {
    return this.#place;
  }

  get sign(): Sign {
    return this.#sign;
  }

  get mark(): Mark {
    return this.#mark;
  }

  get aim(): Aim | null | undefined {
    return this.#aim;
  }

  put(change: { sign?: Sign; mark?: Mark; aim?: Aim | null | undefined }): void {
    if ('aim' in change) this.#aim = change.aim;
    if (change.sign) this.#sign = change.sign;
    if (change.mark) this.#mark = change.mark;
  }

  /** Resolves when what was typed is stored as far as it can be. */
  async settled(): Promise<void> {
    if (this.left) await this.left;
    else await this.text.settled();
  }
}
