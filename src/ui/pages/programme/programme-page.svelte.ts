import { isWaiting } from '#domain/plan-steps.ts';
import { programme } from '#domain/programme.ts';
import type { RoleGroup } from '#domain/role-group.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { officeErrorToMessage } from '#ui/items/error-message.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import type { App } from '../../app-context.ts';
import { templateDrafts } from '../template/template-drafts.ts';
import { MunicipalityForm } from './municipality-form.svelte.ts';
import { nothingSeen, readProgramme, type MunicipalityRow, type ProgrammeSight, type VisitRow } from './programme-reading.ts';
import { VisitForm } from './visit-form.svelte.ts';

/** What can be said of the programme itself. */
export interface ProgrammeWords {
  name: string;
  subject: string;
  notesUntil: string;
  groupWords: Partial<Record<RoleGroup, string>>;
}

export class ProgrammePage extends LivePage<ProgrammeSight> {
  readonly #app: App;
  readonly #notebook: Notebook;
  readonly #space: string;
  #busy = $state<'' | 'saving' | 'example'>('');
  visitForm = $state.raw<VisitForm | null>(null);
  municipalityForm = $state.raw<MunicipalityForm | null>(null);
  isEditingWords = $state(false);

  constructor(app: App, notebook: Notebook) {
    super(notebook, reader => readProgramme(notebook, reader), nothingSeen);
    this.#app = app;
    this.#notebook = notebook;
    this.#space = programmeSpace(notebook.me.programme);
  }

  get id(): string {
    return this.#notebook.me.programme;
  }
  /** Today where the programme is. */
  get today(): string {
    return this.sight.today;
  }
  get sight(): ProgrammeSight {
    return this.value;
  }
  get busy() {
    return this.#busy;
  }
  get waiting(): number {
    return this.sight.visits.filter(row => isWaiting(row.step)).length;
  }
  /** The nearest visit that is still ahead. */
  get next(): VisitRow | undefined {
    return this.sight.visits.find(row => row.visit.date >= this.today && !row.visit.isCancelled);
  }

  editVisit(row: VisitRow | null): void {
    this.closeProblem();
    this.visitForm = new VisitForm(row, this.sight);
  }
  editMunicipality(row: MunicipalityRow | null): void {
    this.closeProblem();
    this.municipalityForm = new MunicipalityForm(row, this.sight);
  }
  editWords(): void {
    this.closeProblem();
    this.isEditingWords = true;
  }

  async saveVisit(): Promise<void> {
    const drafts = this.visitForm?.drafts(this.#space, this.#newId);
    if (drafts && (await this.#write(drafts))) this.visitForm = null;
  }
  async saveMunicipality(): Promise<void> {
    const drafts = this.municipalityForm?.drafts(this.#space, this.#newId);
    if (drafts && (await this.#write(drafts))) this.municipalityForm = null;
  }
  async removeMunicipality(): Promise<void> {
    const drafts = this.municipalityForm?.removal(this.#space) ?? [];
    if (await this.#write(drafts)) this.municipalityForm = null;
  }
  async saveWords(words: ProgrammeWords): Promise<void> {
    const drafts = [draft(programme, { space: this.#space, id: this.#notebook.me.programme }, { ...words })];
    if (await this.#write(drafts)) this.isEditingWords = false;
  }

  /** A template in the interface's language from what comes with the product, opened at once. */
  async addStarter(key: 'energy' | 'nature'): Promise<void> {
    const language = locale();
    const starter =
      key === 'energy'
        ? (await import('#starters/template-energy.ts')).templateEnergy
        : (await import('#starters/template-nature.ts')).templateNature;
    const content = starter.content[language];
    const id = this.#newId();
    if (await this.#write(templateDrafts(this.#space, id, { ...content, language }, this.#newId))) this.#app.go(`/templates/${id}`);
  }
  /** An empty one with the opening and closing words that every hour needs; its page takes pasted text. */
  async addOwn(): Promise<void> {
    const language = locale();
    const { closingWords, openingWords } = await import('#starters/template-words.ts');
    const id = this.#newId();
    const made = {
      name: m.programme_template_new_name(),
      language,
      opening: openingWords[language],
      closing: closingWords[language],
      themes: [],
    };
    if (await this.#write(templateDrafts(this.#space, id, made, this.#newId))) this.#app.go(`/templates/${id}`);
  }

  async openExample(): Promise<void> {
    await this.#ask(() => this.#app.office.openExample());
  }
  async endExample(): Promise<void> {
    await this.#ask(() => this.#app.office.endExample());
  }

  async #ask(ask: () => ReturnType<App['office']['endExample']>): Promise<void> {
    if (this.#busy) return;
    this.#busy = 'example';
    const answer = await ask();
    this.#busy = '';
    this.complain(answer.ok ? '' : officeErrorToMessage(answer.error));
  }

  async #write(drafts: Draft[]): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = 'saving';
    const written = drafts.length ? await this.#notebook.write(drafts) : { ok: true as const };
    this.#busy = '';
    return this.report(written);
  }

  readonly #newId = () => this.#notebook.newId();
}
