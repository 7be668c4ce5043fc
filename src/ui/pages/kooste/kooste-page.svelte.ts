import type { Finding, StandingFinding } from '#domain/debrief-findings.ts';
import { kooste as koosteKind } from '#domain/finding.ts';
import { heardOf } from '#domain/heard.ts';
import { namesIn } from '#domain/kooste-names.ts';
import { koosteSheet } from '#domain/kooste-sheet.ts';
import { debriefSpace } from '#domain/spaces.ts';
import { m } from '#i18n/messages.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { readDebrief } from '#ui/items/debrief-reading.ts';
import { DebriefSight } from '#ui/items/debrief-sight.svelte.ts';
import type { App } from '../../app-context.ts';
import { downloadKooste } from './kooste-download.ts';

/** Names of people found in the kooste, by where they stand. */
export interface FoundNames {
  lead: string[];
  thanks: string[];
  findings: ReadonlyMap<string, string[]>;
}

/** The kooste as it will print, edited where it stands. */
export class KoostePage extends DebriefSight {
  readonly #app: App;
  readonly #notebook: Notebook;
  isDownloading = $state(false);

  constructor(app: App, notebook: Notebook, visit: string) {
    super(notebook, visit);
    this.#app = app;
    this.#notebook = notebook;
  }

  /** The kooste's own texts; its id is the visit's. */
  get where() {
    return { space: debriefSpace(this.visit), id: this.visit };
  }

  readonly sheet = $derived.by(() => koosteSheet(this.day.standing, this.day.kooste?.left ?? []));
  readonly heard = $derived.by(() => heardOf(this.day.slots, this.day.heard, this.day.begun));
  readonly findings = $derived.by(() => this.sheet.sections.flatMap(section => section.findings));
  readonly homeCount = $derived.by(() => this.day.standing.filter(one => one.finding.side === 'home').length);
  readonly unworded = $derived.by(() => this.findings.filter(one => !one.finding.claim.trim()).length);

  readonly names = $derived.by<FoundNames>(() => {
    const found = (...texts: string[]) => namesIn(texts.join('\n'), this.day.names, this.day.places);
    const inFindings = this.findings.map(({ finding }) => [finding.id, found(finding.claim, finding.why, finding.could)] as const);
    return {
      lead: found(this.day.kooste?.lead ?? ''),
      thanks: found(this.day.kooste?.thanks ?? ''),
      findings: new Map(inFindings.filter(([, names]) => names.length > 0)),
    };
  });

  /** True while a person's name is in it: it is neither printed nor downloaded then. */
  get isHeldBack(): boolean {
    return this.names.lead.length > 0 || this.names.thanks.length > 0 || this.names.findings.size > 0;
  }

  number(one: StandingFinding): number {
    return this.findings.indexOf(one) + 1;
  }

  async move(one: Finding, by: -1 | 1): Promise<void> {
    this.report(await this.acts.move(one, by));
  }
  openHistory(kind: string, id: string): void {
    this.#app.go(`/history/${debriefSpace(this.visit)}/${kind}/${id}`);
  }
  open(one: Finding): void {
    this.#app.go(`/visits/${this.visit}/findings/${one.id}`);
  }
  leaveOut(one: Finding): Promise<void> {
    return this.#setLeft([...(this.day.kooste?.left ?? []), one.id]);
  }
  takeIn(one: Finding): Promise<void> {
    return this.#setLeft((this.day.kooste?.left ?? []).filter(id => id !== one.id));
  }

  /** Paper shows the rows: what is still being typed is sealed into them first. */
  async print(): Promise<void> {
    await this.#notebook.sealAll();
    await new Promise(drawn => setTimeout(drawn, 150));
    if (this.isHeldBack) this.complain(m.kooste_names_refused());
    else print();
  }

  async download(): Promise<void> {
    if (this.isHeldBack) return void this.complain(m.kooste_names_refused());
    this.isDownloading = true;
    // What is being typed counts: it is in the rows once it is sealed.
    await this.#notebook.sealAll();
    const fresh = await this.#notebook.read(reader => readDebrief(this.#notebook, reader, this.visit));
    const done = await downloadKooste(fresh);
    this.isDownloading = false;
    switch (done.type) {
      case 'done':
        this.closeProblem();
        return this.#app.say(m.kooste_downloaded({ file: done.file }));
      case 'names':
        return void this.complain(m.kooste_names_refused());
      case 'failed':
        return void this.complain(m.kooste_download_failed());
    }
  }

  async #setLeft(left: string[]): Promise<void> {
    this.report(await this.#notebook.write([draft(koosteKind, this.where, { left }, this.day.kooste?.row)]));
  }
}
