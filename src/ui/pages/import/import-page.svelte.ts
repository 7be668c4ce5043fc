import { recogniseColumns, type ColumnRole, type ScheduleColumns } from '#domain/schedule-columns.ts';
import { answerProblem } from '#domain/schedule-problems.ts';
import type { LeftRow, ProblemAnswer, ProposedRow, RowProblem } from '#domain/schedule-proposal.ts';
import { proposeRows } from '#domain/schedule-rows.ts';
import type { Table } from '#domain/schedule-table.ts';
import { visitSpace } from '#domain/spaces.ts';
import { fileSize } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import type { Written } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { leaveJustDone } from '#ui/items/just-done.ts';
import { tellUndone } from '#ui/items/after-undo.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import type { App } from '../../app-context.ts';
import { noPlan, readPlan, type PlanSight } from '../plan/plan-reading.ts';
import { diffWith, importDrafts, importTracks, isSettled } from './import-drafts.ts';
import { fileErrorWords, longCellWords, pasteErrorWords } from './import-words.ts';

interface Given {
  name: string;
  bytes: Uint8Array | null;
  table: Table;
  read: ScheduleColumns;
}
type Answered = { row: number; problem: RowProblem; answer: ProblemAnswer };

/** Bringing in a day: a file is read and shown, corrected and answered; nothing is stored before it is confirmed. */
export class ImportPage extends LivePage<PlanSight> {
  readonly visit: string;
  readonly #app: App;
  readonly #notebook: Notebook;
  #given = $state.raw<Given | null>(null);
  #answers = $state.raw<readonly Answered[]>([]);
  #busy = $state<'' | 'reading' | 'writing'>('');
  #isDone = $state(false);
  pasted = $state('');
  isConfirmed = $state(false);

  constructor(app: App, notebook: Notebook, visit: string) {
    super(notebook, reader => readPlan(notebook, reader, visit), noPlan);
    this.visit = visit;
    this.#app = app;
    this.#notebook = notebook;
  }

  get sight(): PlanSight {
    return this.value;
  }
  get busy() {
    return this.#busy;
  }
  get isDone(): boolean {
    return this.#isDone;
  }
  get given(): Given | null {
    return this.#given;
  }

  readonly #proposed = $derived.by((): { rows: ProposedRow[]; left: LeftRow[] } => {
    if (!this.#given) return { rows: [], left: [] };
    const { rows, left } = proposeRows(this.#given.table, this.#given.read);
    return { rows: rows.map(row => this.#answers.reduce(answered, row)), left };
  });
  get rows(): ProposedRow[] {
    return this.#proposed.rows;
  }
  get left(): LeftRow[] {
    return this.#proposed.left;
  }
  readonly questions = $derived.by(() => this.rows.flatMap(row => row.questions.map(problem => ({ row, problem }))));
  readonly settled = $derived.by(() => this.rows.filter(isSettled));
  readonly diff = $derived.by(() => diffWith(this.rows, this.#given?.read.columns ?? [], this.sight));
  /** What would be done now, without the rows that wait. */
  readonly acts = $derived.by(() => {
    const { added, changed, cancelled, unchanged } = this.diff;
    return {
      added: added.filter(isSettled),
      changed: changed.filter(one => isSettled(one.row)),
      cancelled,
      unchanged: unchanged.filter(one => one.row === null || isSettled(one.row)),
    };
  });
  readonly actCount = $derived.by(() => this.acts.added.length + this.acts.changed.length + this.acts.cancelled.length);
  get waiting(): number {
    return this.rows.length - this.settled.length;
  }
  get isAgain(): boolean {
    return this.sight.slots.length > 0;
  }
  readonly newTracks = $derived.by(() => {
    let count = 0;
    return [...importTracks(this.sight, this.acts.added, () => `track ${count++}`).made.values()];
  });

  async takeFile(file: File, sheet?: string): Promise<void> {
    await this.#reading(async () => {
      const { readScheduleFile, scheduleFileLimit } = await import('#formats/schedule-file.ts');
      if (file.size > scheduleFileLimit) {
        const sizes = { size: fileSize(locale(), file.size), limit: fileSize(locale(), scheduleFileLimit) };
        return `${m.import_error_too_large({ name: file.name, ...sizes })} ${m.import_error_kept()}`;
      }
      let bytes: Uint8Array;
      try {
        bytes = new Uint8Array(await file.arrayBuffer());
      } catch {
        // The browser names no reason: the file was moved, or it is in a cloud folder that did not answer.
        return `${m.import_error_unreadable({ name: file.name })} ${m.import_error_kept()}`;
      }
      return this.#readBytes(readScheduleFile, file.name, bytes, sheet);
    });
  }
  async takeSheet(sheet: string): Promise<void> {
    const { name = '', bytes = null } = this.#given ?? {};
    if (!bytes) return;
    await this.#reading(async () => this.#readBytes((await import('#formats/schedule-file.ts')).readScheduleFile, name, bytes, sheet));
  }
  async takeText(text: string): Promise<void> {
    await this.#reading(async () => {
      const { readPasted } = await import('#formats/pasted.ts');
      const result = readPasted(text);
      if (!result.ok) return pasteErrorWords(result.error.type);
      this.#take(m.import_pasted(), null, result.table);
      return '';
    });
  }
  startOver(): void {
    this.#given = null;
    this.#isDone = false;
    this.closeProblem();
    this.pasted = '';
  }

  changeColumn(index: number, role: ColumnRole): void {
    const given = this.#given;
    if (given)
      this.#given = {
        ...given,
        read: { ...given.read, columns: given.read.columns.map((one, at) => (at === index ? role : one)), problems: [] },
      };
  }
  answer(row: ProposedRow, problem: RowProblem, answer: ProblemAnswer): void {
    this.#answers = [...this.#answers, { row: row.row, problem, answer }];
  }

  /** One act: all of it, or nothing. */
  async confirm(): Promise<void> {
    if (this.#busy || this.actCount === 0) return;
    this.complain(longCellWords(this.settled));
    if (this.problem) return;
    this.#busy = 'writing';
    const { sight, diff, isConfirmed } = this;
    const drafts = importDrafts({ sight, diff, isConfirmed, space: visitSpace(this.visit), newId: () => this.#notebook.newId() });
    const written = await this.#notebook.write(drafts);
    this.#busy = '';
    this.#isDone = this.report(written);
    if (!this.#isDone) return;
    this.#app.say(m.import_done());
    const acts = written.ok ? (written.acts ?? []) : [];
    if (this.waiting > 0) return this.offerUndo(m.changes_import(), () => this.#notebook.undo(acts));
    leaveJustDone(this.#notebook, { visit: this.visit, text: m.changes_import(), acts });
    this.#app.go(`/visits/${this.visit}/plan`);
  }

  override async undo(): Promise<void> {
    await super.undo();
    this.#isDone = false;
  }

  protected override report(written: Written): boolean {
    tellUndone(this.#app, visitSpace(this.visit), written);
    return super.report(written);
  }

  /** `read` answers with what went wrong, '' when nothing did. */
  async #reading(read: () => Promise<string>): Promise<void> {
    if (this.#busy) return;
    this.#busy = 'reading';
    this.closeProblem();
    this.complain(await read());
    this.#busy = '';
  }

  async #readBytes(
    read: typeof import('#formats/schedule-file.ts').readScheduleFile,
    name: string,
    bytes: Uint8Array,
    sheet?: string,
  ): Promise<string> {
    const result = await read({ name, bytes, sheet });
    if (!result.ok) return fileErrorWords(result.error);
    this.#take(name, bytes, result.table);
    return '';
  }

  #take(name: string, bytes: Uint8Array | null, table: Table): void {
    this.#answers = [];
    this.#isDone = false;
    this.#given = { name, bytes, table, read: recogniseColumns(table) };
  }
}

/** An answer outlives a correction of the columns as long as the same question is still asked. */
function answered(row: ProposedRow, { row: number, problem, answer }: Answered): ProposedRow {
  if (row.row !== number) return row;
  const same = row.questions.find(
    other =>
      other.type === problem.type && other.person === problem.person && other.otherRow === problem.otherRow && other.text === problem.text,
  );
  return same ? answerProblem(row, same, answer) : row;
}
