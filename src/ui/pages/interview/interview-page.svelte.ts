import { firstOfTheme, finishedThemes, firstOpen, nextPlace, type Place } from '#domain/interview-course.ts';
import { asked, askedId, interview, type AskedState } from '#domain/interview.ts';
import { hourOf, spokenMinutes, type Hour } from '#domain/hour.ts';
import { otherTheme } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import type { TemplateContent } from '#domain/template.ts';
import { themeMinutes } from '#domain/theme-minutes.ts';
import { m } from '#i18n/messages.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Written } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { App } from '#ui/app-context.ts';
import { AskNext } from '#ui/items/ask-next.svelte.ts';
import { HourKeys, type KeyedPage } from '#ui/items/hour-keys.svelte.ts';
import { LaterShift } from '#ui/items/later-shift.svelte.ts';
import { errorToMessage } from '#ui/items/error-message.ts';
import { NotePicks } from '#ui/items/note-picks.svelte.ts';
import type { NotePlace } from '#ui/items/note-in-hand.svelte.ts';
import type { NotesDesk, ShownNote } from '#ui/items/shown-notes.ts';
import { NoteWriter } from '#ui/items/note-writer.svelte.ts';
import { Live, Watched } from '#ui/live.svelte.ts';
import { InterviewAsItWent } from './interview-as-it-went.svelte.ts';
import { InterviewList } from './interview-list.svelte.ts';
import { HourSteps } from './hour-steps.ts';
import { minuteOfDay } from './hour-template.ts';
import { noRoom, readRoom, type InterviewRoom } from './interview-reading.ts';
import { OwnQuestions } from './own-questions.svelte.ts';

/** An interview: where one is in it, how much of it is left, and its notes. */
export class InterviewPage implements NotesDesk, KeyedPage {
  readonly visit: string;
  readonly parent: string;
  readonly writer: NoteWriter;
  readonly ask: AskNext;
  readonly picks: NotePicks;
  /** The notes as they are listed. */
  readonly list: InterviewList;
  /** What really happened, beside the plan. */
  readonly went: InterviewAsItWent;
  readonly shift: LaterShift;
  readonly own: OwnQuestions;
  readonly keys: HourKeys;
  readonly course = new HourSteps(this);
  readonly #notebook: Notebook;
  readonly #app: App;
  readonly #room: Live<InterviewRoom>;
  readonly #minute: Watched<number>;
  #at = $state.raw<Place | 'none' | null>(null);
  #isPeeking = $state.raw(false);
  #isOpeningShown = $state.raw(false);
  #width = $state.raw(0);
  #chosen = $state.raw('');
  #problem = $state.raw('');
  #spoken: number | null = null;
  /** The template's version that the screen shows since the interview began: what others record moves nothing under a pen. */
  #kept: string | null = null;

  constructor(app: App, notebook: Notebook, visit: string, id: string) {
    this.visit = visit;
    this.parent = id;
    this.#app = app;
    this.#notebook = notebook;
    this.#minute = new Watched(app.minute);
    this.#room = new Live(
      notebook,
      async r => {
        const room = await readRoom(notebook, r, visit, id, this.#kept);
        // One that is on its way to this device is waited for.
        if (room.startedAt && (room.content || !room.version)) this.#kept ??= room.version;
        return room;
      },
      noRoom,
    );
    this.own = new OwnQuestions(app, notebook, this);
    this.ask = new AskNext(app, notebook, visit, id, () => this.writer);
    this.writer = new NoteWriter(app, notebook, notesSpace(visit), () => this.notePlace);
    this.picks = new NotePicks(app, notebook, notesSpace(visit));
    this.list = new InterviewList(notebook, this);
    this.keys = new HourKeys(this);
    this.shift = new LaterShift(notebook, this);
    this.went = new InterviewAsItWent(notebook, this, app.go);
  }

  get isReady(): boolean {
    return this.#room.isReady;
  }

  get isBroken(): boolean {
    return this.#room.error !== null || this.list.isBroken;
  }

  get room(): InterviewRoom {
    return this.#room.value;
  }

  get zone(): string {
    return this.room.zone;
  }

  get mayWrite(): boolean {
    return this.room.mayWrite;
  }

  get interviews(): InterviewRoom['interviews'] {
    return this.room.interviews;
  }

  get themes(): TemplateContent['themes'] {
    return this.own.themes;
  }

  /** Before the start the opening words stand there, until somebody starts or looks past them. */
  get isBeforeStart(): boolean {
    return (this.room.startedAt === 0 && !this.#isPeeking) || this.#isOpeningShown;
  }

  /** Room for three columns: questions, notes, others' notes. */
  get isWide(): boolean {
    return this.#width >= 60;
  }

  /** Room for the themes' names beside one another. */
  get isRoomy(): boolean {
    return this.#width >= 50;
  }

  /** The note whose doings are open; ''. */
  get chosen(): string {
    return this.#chosen;
  }

  /** Where one is; null under none. */
  get at(): Place | null {
    if (this.#at === 'none') return null;
    return this.#at ?? firstOpen(this.room.standing, this.room.asked);
  }

  get next(): { at: Place; label: string; words: string } | null {
    const at = this.at && nextPlace(this.themes, this.at);
    return at && { at, label: this.isAdded(at.question) ? m.interview_next_added() : m.interview_next(), words: this.wordsOf(at) };
  }

  /** Where a note that begins now belongs. */
  get notePlace(): NotePlace {
    const { answering } = this.ask;
    if (answering) {
      const isKnown = this.themes.some(({ id }) => id === answering.theme);
      return { parent: this.parent, theme: isKnown ? answering.theme : otherTheme, question: '', answers: answering.id };
    }
    return { parent: this.parent, theme: this.at?.theme ?? otherTheme, question: this.at?.question ?? '' };
  }

  get track(): string {
    return this.room.slot?.track ?? '';
  }

  get minute(): number {
    return minuteOfDay(this.room.date, this.room.zone, this.#minute.value);
  }

  get hour(): Hour {
    const { from, to, startedAt, date, zone } = this.room;
    return hourOf({ from, to, startedAt: startedAt ? minuteOfDay(date, zone, startedAt) : null }, this.minute);
  }

  get timeLeft(): string {
    const { left } = this.hour;
    if (this.room.endedAt) return m.interview_ended();
    if (this.room.startedAt === 0) return m.interview_not_started();
    return left >= 0 ? m.interview_left({ minutes: left }) : m.interview_over({ minutes: -left });
  }

  get minutes(): Map<string, number> {
    return themeMinutes(this.themes, this.finished, this.hour.left);
  }

  get finished(): Set<string> {
    return finishedThemes(this.themes, this.room.asked);
  }

  get problem(): string {
    return this.#problem;
  }

  get notes(): ShownNote[] {
    return this.list.notes;
  }

  get deleted(): ShownNote[] {
    return this.list.deleted;
  }

  /** Whether it came in the middle of the day. */
  isAdded(question: string): boolean {
    return this.room.added.has(question);
  }

  wordsOf(place: Place): string {
    const theme = this.themes.find(one => one.id === place.theme);
    const question = theme?.questions.find(one => one.id === place.question);
    return question?.words ?? theme?.title ?? m.interview_other();
  }

  goTo(at: Place | null): void {
    this.ask.letGo();
    this.#at = at ?? 'none';
    this.list.show('question');
  }

  /** Takes a follow-up in hand: notes that begin now answer it. The same again goes back to the question. */
  answer(id: string): void {
    this.ask.take(id);
    this.list.show('question');
  }

  /** Opens a note that somebody's link leads to. */
  lookAt(id: string): void {
    this.#isPeeking = true;
    this.#chosen = id;
    this.list.show('all');
  }

  goToTheme(id: string): void {
    const theme = this.themes.find(one => one.id === id);
    this.goTo(theme ? firstOfTheme(theme, this.room.asked) : null);
  }

  /** @param width of the room, in rem: with larger text the room is smaller */
  measure(width: number): void {
    this.#width = width;
  }

  /** Opens what can be done with a note, and takes one's own into the field; the same again closes it. */
  choose(one: ShownNote): void {
    const isOpen = this.#chosen === one.note.id;
    this.#chosen = isOpen ? '' : one.note.id;
    if (isOpen) {
      if (this.writer.hand.id === one.note.id) this.writer.send();
    } else if (one.isMine && this.room.mayWrite) void this.writer.edit(one.note);
  }

  /** Past the opening words, to the questions, without starting. */
  peek(): void {
    this.ask.step();
    this.#isPeeking = true;
    this.#isOpeningShown = false;
  }

  lookAtOpening(): void {
    this.#isOpeningShown = true;
  }

  /** Records the start and the version of the template, which is used for ever in this interview. */
  start(): Promise<boolean> {
    const { version } = this.room;
    this.ask.step();
    this.#isOpeningShown = false;
    const here = { space: notesSpace(this.visit), id: this.parent };
    return this.write(draft(interview, here, { parent: this.visit, startedAt: this.#notebook.wall(), version }));
  }

  stateOf(question: string): AskedState {
    return this.room.asked.get(question) ?? 'open';
  }

  /** Marks what became of a question, or of a follow-up by its `followUpKey`; the same mark again takes it back. */
  mark(question: string, state: AskedState): Promise<boolean> {
    const next = this.stateOf(question) === state ? 'open' : state;
    // Where one is stays where it is, also when the question marked was the first open one.
    this.#at ??= this.at;
    const where = { space: notesSpace(this.visit), id: askedId(this.parent, question) };
    return this.write(draft(asked, where, { parent: this.parent, state: next }));
  }

  /** Says the minutes left aloud at ten and at five. */
  tick(): void {
    const { left } = this.hour;
    const isRunning = this.room.startedAt > 0 && this.room.endedAt === 0;
    const minutes = isRunning && this.#spoken !== null ? spokenMinutes(this.#spoken, left) : null;
    this.#spoken = left;
    if (minutes !== null) this.#app.say(m.interview_left_spoken({ minutes: left }));
  }

  closeProblem(): void {
    this.#problem = '';
  }

  /** @returns whether it is stored; a failure is told on the page */
  async write(...drafts: Draft[]): Promise<boolean> {
    return this.told(await this.#notebook.write(drafts));
  }

  /** @returns whether it went well */
  told(written: Written): boolean {
    this.#problem = written.ok ? '' : errorToMessage(written.error);
    return written.ok;
  }
}
