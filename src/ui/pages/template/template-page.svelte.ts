import { programmeSpace } from '#domain/spaces.ts';
import { readinessProblems, type ReadinessProblem } from '#domain/template-readiness.ts';
import { m } from '#i18n/messages.ts';
import type { Written } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { tellUndone } from '#ui/items/after-undo.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import type { App } from '../../app-context.ts';
import { TemplateActs } from './template-acts.ts';
import { noTemplate, readTemplate, type Question, type TemplateDay, type Theme } from './template-reading.ts';

/** One interview template: what it holds, whether it is in use as it stands, and where. */
export class TemplatePage extends LivePage<TemplateDay> {
  readonly id: string;
  readonly acts: TemplateActs;
  readonly #app: App;
  readonly #notebook: Notebook;
  #editing = $state('');
  #last: Promise<boolean> = Promise.resolve(true);
  isPublishing = $state(false);
  /** Whether publishing was tried: what keeps it from happening is then said. */
  isTried = $state(false);

  constructor(app: App, notebook: Notebook, id: string) {
    super(notebook, reader => readTemplate(notebook, reader, id), noTemplate);
    this.id = id;
    this.#app = app;
    this.#notebook = notebook;
    this.acts = new TemplateActs(notebook, id, () => this.day);
  }

  get day(): TemplateDay {
    return this.value;
  }
  get mayEdit(): boolean {
    return this.day.mayEdit && !this.day.template?.deleted;
  }
  /** What is open for editing: a theme's or a question's id, `opening` or `closing`; '' for nothing. */
  get editing(): string {
    return this.#editing;
  }
  get themes(): Theme[] {
    return this.acts.themes;
  }
  get minutes(): number {
    return this.day.content.themes.reduce((sum, theme) => sum + theme.minutes, 0);
  }
  /** `draft`: never taken into use. `changed`: an earlier version is in use. */
  get state(): 'draft' | 'changed' | 'in-use' {
    const version = this.day.template?.version ?? '';
    return version === '' ? 'draft' : version === this.day.id ? 'in-use' : 'changed';
  }
  readonly problems = $derived.by<ReadinessProblem[]>(() => readinessProblems(this.day.content));
  readonly deletedThemes = $derived.by(() => this.day.themes.filter(one => one.deleted));
  /** Those whose theme stands; a deleted theme brings its own back with it. */
  readonly deletedQuestions = $derived.by(() => {
    const standing = new Set(this.themes.map(theme => theme.id));
    return this.day.questions.filter(one => one.deleted && standing.has(one.parent));
  });

  questionsOf(theme: string): Question[] {
    return this.acts.questionsOf(theme);
  }

  /**
   * Writes; what went wrong is said on the page.
   * @param undoable says what was done to many at once, with the way back
   */
  act(written: Promise<Written>, undoable?: string): Promise<boolean> {
    this.#last = written.then(answer => {
      if (answer.ok && undoable) this.offerUndo(undoable, () => this.#notebook.undo(answer.acts ?? []));
      return this.report(answer);
    });
    return this.#last;
  }
  protected override report(written: Written): boolean {
    tellUndone(this.#app, programmeSpace(this.#notebook.me.programme), written);
    return super.report(written);
  }
  /** Opens one for editing and closes the one before, unless its words could not be written: then it stays, with its words. */
  async edit(id: string): Promise<void> {
    if (await this.#last) this.#editing = id;
  }

  /** Fills an empty template from a ready one, in the template's language. */
  async fillFrom(starter: 'nature' | 'energy'): Promise<void> {
    const { template } = this.day;
    if (!template || this.themes.length > 0) return;
    const content =
      starter === 'nature'
        ? (await import('#starters/template-nature.ts')).templateNature.content
        : (await import('#starters/template-energy.ts')).templateEnergy.content;
    await this.act(this.acts.fill(content[template.language]), m.template_undo_fill());
  }
  async addTheme(): Promise<void> {
    const id = this.#notebook.newId();
    if (await this.act(this.acts.addTheme(id, ''))) this.#editing = id;
  }
  async addQuestion(theme: string): Promise<void> {
    const id = this.#notebook.newId();
    if (await this.act(this.acts.addQuestion(id, theme, ''))) this.#editing = id;
  }
  async removeTheme(theme: Theme): Promise<void> {
    if (!(await this.act(this.acts.changeTheme(theme.id, { deleted: true })))) return;
    this.#editing = '';
    this.offerUndo(m.template_undo_theme({ title: theme.title || m.template_untitled() }), () =>
      this.acts.changeTheme(theme.id, { deleted: false }),
    );
  }
  async removeQuestion(question: Question): Promise<void> {
    if (!(await this.act(this.acts.changeQuestion(question.id, { deleted: true })))) return;
    this.#editing = '';
    if (!question.words.trim()) return this.closeUndo();
    this.offerUndo(m.template_undo_question({ words: question.words }), () => this.acts.changeQuestion(question.id, { deleted: false }));
  }
  /** A question that was opened and left empty goes away again. */
  async finish(question: Question, words: string): Promise<void> {
    if (words.trim()) await this.edit('');
    else await this.removeQuestion(question);
  }

  async publish(): Promise<void> {
    this.isTried = true;
    if (this.problems.length > 0 || this.isPublishing) return;
    this.isPublishing = true;
    if (await this.act(this.acts.publish())) {
      this.isTried = false;
      this.#app.say(m.template_published_said());
    }
    this.isPublishing = false;
  }
}
