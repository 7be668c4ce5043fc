import { ownQuestion, ownQuestionKey, ownTheme, withOwnQuestions, type OwnQuestion } from '#domain/own-question.ts';
import { notesSpace } from '#domain/spaces.ts';
import type { TemplateContent } from '#domain/template.ts';
import type { Place } from '#domain/interview-course.ts';
import { m } from '#i18n/messages.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { App } from '#ui/app-context.ts';
import { borrowText } from '#ui/items/borrowed-text.ts';
import { TextInHand } from '#ui/items/text-in-hand.svelte.ts';
import { WritingField } from '#ui/items/writing-field.svelte.ts';
import type { InterviewRoom } from './interview-reading.ts';

interface Around {
  readonly visit: string;
  readonly parent: string;
  readonly room: InterviewRoom;
  readonly at: Place | null;
  goTo(at: Place | null): void;
  write(...drafts: Draft[]): Promise<boolean>;
}

type InHand = OwnQuestion & { text: TextInHand };

/** Questions that come up in the hour: typed on the spot, kept from the first character, and asked like the template's own. */
export class OwnQuestions {
  readonly field: WritingField;
  readonly #notebook: Notebook;
  readonly #page: Around;
  #hand = $state.raw<InHand | null>(null);

  constructor(app: Pick<App, 'presence'>, notebook: Notebook, page: Around) {
    this.#notebook = notebook;
    this.#page = page;
    this.field = new WritingField({
      entered: () => this.#hand && app.presence(this.#space, this.#hand.id, 'words'),
      left: () => app.presence('', '', ''),
      enter: () => void this.end(),
    });
  }

  /** The template's themes with what was typed here. */
  get themes(): TemplateContent['themes'] {
    const { content, ownQuestions } = this.#page.room;
    const hand = this.#hand;
    const shown = ownQuestions.filter(one => one.id !== hand?.id);
    const title = m.interview_own_theme();
    const rest = (questions: { id: string; words: string }[]) => ({ id: ownTheme, title, short: title, minutes: 0, questions });
    return withOwnQuestions(content?.themes ?? [], hand ? [...shown, { ...hand, words: hand.text.words }] : shown, rest);
  }

  /** The text of a question that is being typed; null of one that is not. */
  textOf(key: string): TextInHand | null {
    return this.#hand && ownQuestionKey(this.#hand.id) === key ? this.#hand.text : null;
  }

  isMine(key: string): boolean {
    return this.#byKey(key)?.isMine ?? false;
  }

  /** Begins a question under the theme in hand. Nothing of it exists before its first character. */
  async add(): Promise<void> {
    if (!(await this.end())) return;
    const at = this.#page.at?.theme ?? '';
    const theme = this.#page.room.content?.themes.some(one => one.id === at) ? at : ownTheme;
    const id = this.#notebook.newId('mine');
    const addedAt = this.#notebook.wall();
    this.#take({ id, words: '', theme, addedAt }, { parent: this.#page.parent, theme, addedAt });
    this.#page.goTo({ theme, question: ownQuestionKey(id) });
  }

  edit(key: string): void {
    const one = this.#byKey(key);
    if (one) this.#take(one);
  }

  /**
   * Lets go of the question in hand; one left without words goes.
   * @returns false when its words are nowhere but in the field: there they stay
   */
  async end(): Promise<boolean> {
    const hand = this.#hand;
    if (!hand) return true;
    if (hand.text.state.type === 'failed') return false;
    await hand.text.leave();
    if (hand.text.words.trim() === '') await this.#remove(hand.id);
    if (this.#hand === hand) this.#hand = null;
    return true;
  }

  async remove(key: string): Promise<void> {
    const one = this.#byKey(key);
    if (one) await this.#remove(one.id);
  }

  get #space(): string {
    return notesSpace(this.#page.visit);
  }

  #byKey(key: string) {
    return this.#page.room.ownQuestions.find(one => ownQuestionKey(one.id) === key);
  }

  #take(one: OwnQuestion, begun?: Record<string, string | number>): void {
    const where = { space: this.#space, id: one.id };
    const text = new TextInHand(() =>
      borrowText(this.#notebook, `${where.space} ${ownQuestion.name} ${one.id} words`, () =>
        this.#notebook.openText(ownQuestion, where, 'words', begun),
      ),
    );
    this.#hand = { ...one, text };
    this.field.take(text);
    if (!begun) void text.open();
  }

  async #remove(id: string): Promise<void> {
    if (await this.#notebook.read(r => r.item(ownQuestion, this.#space, id)))
      await this.#page.write(draft(ownQuestion, { space: this.#space, id }, { deleted: true }));
  }
}
