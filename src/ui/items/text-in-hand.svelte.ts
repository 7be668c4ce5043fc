import { storageFailure } from '#notebook/failure.ts';
import type { SessionState, TextSession } from '#notebook/text-session.ts';
import type { BorrowedText } from './borrowed-text.ts';
import { unopenedTexts } from './unopened-texts.ts';

/** What others did to a text: at `at`, `removed` UTF-16 units were replaced by `added`. */
export type OthersChange = NonNullable<Parameters<Parameters<TextSession['watch']>[0]>[0]>;

/**
 * One text in the hand. What is typed goes to its session at once, and when that is still being opened, as soon as it is there: a
 * new note is opened by its first character and misses none.
 */
export class TextInHand {
  readonly #source: () => Promise<BorrowedText>;
  #borrowed: BorrowedText | null = null;
  #opening: Promise<void> | null = null;
  #stop: () => void = () => undefined;
  #isHeld = false;
  #isTyped = false;
  /** Words of the text that its field does not show yet: it began empty, and was typed into before they had come. */
  #unshown = '';
  #words = $state.raw('');
  #state = $state.raw<SessionState>({ type: 'stored' });
  /** Told of what others did, by the field that shows the text. */
  told: (change: OthersChange) => void = () => undefined;

  constructor(source: () => Promise<BorrowedText>) {
    this.#source = source;
  }

  get words(): string {
    return this.#words;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Resolves when the text can be shown; a failure is in `state`. */
  open(): Promise<void> {
    this.#opening ??= this.#start();
    return this.#opening;
  }

  edit(words: string): void {
    this.#words = words;
    this.#isTyped = true;
    if (this.#borrowed) this.#borrowed.session.edit(this.#unshown + words, this);
    else {
      unopenedTexts.add(this);
      if (this.#state.type === 'stored') this.#state = { type: 'storing' };
      void this.open();
    }
  }

  /**
   * Takes back one's own last step, or does it again.
   * @returns where the caret belongs; null when there was nothing, or the text has not come yet
   */
  step(which: 'undo' | 'redo'): number | null {
    if (!this.#borrowed || this.#unshown) return null;
    const { session } = this.#borrowed;
    const change = session[which](this);
    if (!change && session.words() === this.#words) return null;
    this.#words = session.words();
    return change ? change.at + change.added.length : this.#words.length;
  }

  /** During composition the words of others wait. */
  hold(): void {
    this.#isHeld = true;
    this.#borrowed?.session.hold();
  }

  release(): void {
    this.#isHeld = false;
    this.#show();
    this.#borrowed?.session.release();
  }

  /** Resolves when all that was typed is stored, or has failed. */
  async settled(): Promise<void> {
    await this.#opening;
    await this.#borrowed?.session.settled();
  }

  async seal(): Promise<void> {
    await this.#opening;
    await this.#borrowed?.session.seal();
  }

  retry(): void {
    if (this.#borrowed) this.#borrowed.session.retry();
    else if (this.#isTyped) void this.open();
  }

  /** Seals and lets go. */
  async leave(): Promise<void> {
    await this.#opening;
    await this.#borrowed?.giveBack();
    this.#stop();
  }

  async #start(): Promise<void> {
    try {
      const borrowed = await this.#source();
      const { session } = borrowed;
      this.#borrowed = borrowed;
      unopenedTexts.delete(this);
      this.#stop = session.watch(change => this.#hear(session, change), this);
      if (this.#isHeld) session.hold();
      this.#unshown = session.words();
      if (this.#isTyped) session.edit(this.#unshown + this.#words, this);
      if (!this.#isHeld) this.#show();
      this.#state = session.state();
    } catch (error) {
      this.#opening = null;
      unopenedTexts.add(this);
      this.#state = { type: 'failed', failure: storageFailure(error) };
    }
  }

  /** What was typed before the text had come stands after it: neither replaces the other. A composition ends first. */
  #show(): void {
    const added = this.#unshown;
    if (!added) return;
    this.#unshown = '';
    this.#words = added + this.#words;
    this.told({ at: 0, removed: 0, added });
  }

  #hear(session: TextSession, change: OthersChange | null): void {
    this.#state = session.state();
    if (!change) return;
    this.told(change);
  }

  /** The field holds these words after what others did. */
  shown(words: string): void {
    this.#words = words;
  }
}
