import { slot } from '#domain/slot.ts';
import { programmeSpace, visitSpace } from '#domain/spaces.ts';
import { minutesFor } from '#domain/template-text.ts';
import { inOrder } from '#domain/template-content.ts';
import { orderAtEnd, stepOrders } from '#domain/template-order.ts';
import type { PastedTheme } from '#domain/template-paste.ts';
import { question, template, templateVersion, theme } from '#domain/template.ts';
import { visit } from '#domain/visit.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Written } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { StarterContent } from '#starters/template-starter.ts';
import type { Question, TemplateDay, Theme } from './template-reading.ts';

type TemplateChange = { name?: string; language?: 'fi' | 'sv' | 'en'; opening?: string[]; closing?: string[] };

/** What can be done to a template: each is one act at the door. */
export class TemplateActs {
  readonly #notebook: Notebook;
  readonly #template: string;
  readonly #day: () => TemplateDay;

  constructor(notebook: Notebook, id: string, day: () => TemplateDay) {
    this.#notebook = notebook;
    this.#template = id;
    this.#day = day;
  }

  get themes(): Theme[] {
    return inOrder(this.#day().themes, this.#template);
  }
  questionsOf(id: string): Question[] {
    return inOrder(this.#day().questions, id);
  }

  change(changes: TemplateChange): Promise<Written> {
    return this.#write([draft(template, this.#at(this.#template), changes)]);
  }
  changeTheme(id: string, changes: { title?: string; short?: string; minutes?: number; deleted?: boolean }): Promise<Written> {
    return this.#write([draft(theme, this.#at(id), changes)]);
  }
  changeQuestion(id: string, changes: { words?: string; deleted?: boolean }): Promise<Written> {
    return this.#write([draft(question, this.#at(id), changes)]);
  }
  addTheme(id: string, title: string): Promise<Written> {
    return this.#write([draft(theme, this.#at(id), { parent: this.#template, title, order: orderAtEnd(this.themes) })]);
  }
  addQuestion(id: string, parent: string, words: string): Promise<Written> {
    return this.#write([draft(question, this.#at(id), { parent, words, order: orderAtEnd(this.questionsOf(parent)) })]);
  }
  stepTheme(id: string, by: -1 | 1): Promise<Written> {
    return this.#write(stepOrders(this.themes, id, by).map(step => draft(theme, this.#at(step.id), { order: step.order })));
  }
  stepQuestion(one: Question, by: -1 | 1): Promise<Written> {
    return this.#write(
      stepOrders(this.questionsOf(one.parent), one.id, by).map(step => draft(question, this.#at(step.id), { order: step.order })),
    );
  }
  /** Past a theme's first or last question it goes to the neighbouring theme. */
  carryQuestion(one: Question, parent: string): Promise<Written> {
    return this.#write([draft(question, this.#at(one.id), { parent, order: orderAtEnd(this.questionsOf(parent)) })]);
  }

  shareMinutes(): Promise<Written> {
    const themes = this.themes;
    const minutes = minutesFor(themes.map(one => ({ questions: this.questionsOf(one.id) })));
    return this.#write(themes.map((one, index) => draft(theme, this.#at(one.id), { minutes: minutes[index]! })));
  }

  /** All that the pasted text brings: new themes at the end, questions at the end of theirs. */
  paste(pasted: readonly PastedTheme[]): Promise<Written> {
    const drafts: Draft[] = [];
    let order = orderAtEnd(this.themes);
    for (const one of pasted) {
      const fresh = one.questions.filter(asked => !asked.isThere);
      if (fresh.length === 0) continue;
      const id = one.into ?? this.#notebook.newId();
      if (!one.into)
        drafts.push(draft(theme, this.#at(id), { parent: this.#template, title: one.title, minutes: one.minutes, order: order++ }));
      const first = orderAtEnd(this.questionsOf(id));
      drafts.push(
        ...fresh.map((asked, index) =>
          draft(question, this.#at(this.#notebook.newId()), { parent: id, words: asked.words, order: first + index }),
        ),
      );
    }
    return this.#write(drafts);
  }

  /** A ready template's words and themes; a name and opening that somebody wrote already stay. */
  fill(starter: StarterContent): Promise<Written> {
    const { content } = this.#day();
    const own = {
      name: content.name || starter.name,
      opening: content.opening.length ? content.opening : starter.opening,
      closing: content.closing.length ? content.closing : starter.closing,
    };
    const drafts: Draft[] = [draft(template, this.#at(this.#template), own)];
    for (const [order, { questions, ...one }] of starter.themes.entries()) {
      const id = this.#notebook.newId();
      drafts.push(draft(theme, this.#at(id), { ...one, parent: this.#template, order }));
      drafts.push(
        ...questions.map((words, place) => draft(question, this.#at(this.#notebook.newId()), { parent: id, words, order: place })),
      );
    }
    return this.#write(drafts);
  }

  /** The version is written with the template's pointer to it, so that neither is ever without the other. */
  publish(): Promise<Written> {
    const { content, id, versions } = this.#day();
    const version = versions.has(id) ? [] : [draft(templateVersion, this.#at(id), { parent: this.#template, content })];
    return this.#write([...version, draft(template, this.#at(this.#template), { version: id })]);
  }

  useInVisit(id: string, isUsed: boolean): Promise<Written> {
    return this.#write([draft(visit, this.#at(id), { template: isUsed ? this.#template : '' })]);
  }
  useInInterview(day: string, id: string, chosen: string): Promise<Written> {
    return this.#write([draft(slot, { space: visitSpace(day), id }, { template: chosen })]);
  }

  #at(id: string): { space: string; id: string } {
    return { space: programmeSpace(this.#notebook.me.programme), id };
  }
  #write(drafts: Draft[]): Promise<Written> {
    return drafts.length ? this.#notebook.write(drafts) : Promise.resolve({ ok: true });
  }
}
