import { followUp, type Aim } from '#domain/follow-up.ts';
import { note, type Mark, type Sign } from '#domain/note.ts';
import { photo } from '#domain/photo.ts';
import type { ActName } from '#notebook/acts.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Written } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { App } from '../app-context.ts';
import { errorToMessage } from './error-message.ts';
import { NoteInHand, type NotePlace } from './note-in-hand.svelte.ts';
import { expandTyped } from './own-abbreviations.ts';
import { WritingField } from './writing-field.svelte.ts';

/** What a note must tell of itself to be written on. */
export type WrittenNote = NotePlace & { id: string; sign: Sign; mark: Mark; writtenAt: number };
/** The note that pictures belong to: `begins` where it does not exist before them. */
export interface PicturedNote {
  id: string;
  begins: (NotePlace & { writtenAt: number }) | null;
}
type Change = Partial<NotePlace> & { sign?: Sign; mark?: Mark; deleted?: boolean };

/**
 * Writing notes through one field: each note is stored from its first character, *Kirjaa* and Enter only begin the next. Signs and marks go to
 * what is in the hand; while the field is empty, to the note just sent, else to the one to come.
 */
export class NoteWriter {
  readonly field: WritingField;
  /** Whether Enter breaks the line now, as where a page is typed out, instead of beginning the next note. */
  breaksLines: () => boolean = () => false;
  readonly #app: Pick<App, 'presence'>;
  readonly #notebook: Notebook;
  readonly #space: string;
  readonly #place: () => NotePlace;
  #hand: NoteInHand;
  #justSent = $state.raw<NoteInHand | null>(null);
  #sent = $state.raw<readonly NoteInHand[]>([]);
  #problem = $state.raw('');
  /** Notes that a picture was added to here. */
  readonly #pictured = new Set<string>();
  #removed = $state.raw<{ note: string } | { acts: readonly ActName[] } | null>(null);
  /** The note without a character that is to be asked of somebody; ''. */
  #toGive = '';

  /** @param place where a note belongs that begins now */
  constructor(app: Pick<App, 'presence'>, notebook: Notebook, space: string, place: () => NotePlace) {
    this.#app = app;
    this.#notebook = notebook;
    this.#space = space;
    this.#place = place;
    this.field = new WritingField({
      entered: () => this.#tellPresence(),
      left: () => app.presence('', '', ''),
      typed: () => this.#typed(),
      enter: () => (this.breaksLines() ? 'break' : this.send()),
      expand: expandTyped,
    });
    this.#hand = $state.raw(this.#begin());
    this.field.take(this.#hand.text);
  }

  get space(): string {
    return this.#space;
  }

  get hand(): NoteInHand {
    return this.#hand;
  }

  /** The note that a sign or a mark goes to now. */
  get target(): NoteInHand {
    const hand = this.#hand;
    return hand.isNew && hand.text.words === '' && this.#justSent ? this.#justSent : hand;
  }

  get isTargetSent(): boolean {
    return this.target !== this.#hand;
  }

  /** Notes sent whose rows may not be there yet, oldest first. */
  get sent(): readonly NoteInHand[] {
    return this.#sent;
  }

  /** A sentence about what could not be done; '' when all went well. */
  get problem(): string {
    return this.#problem;
  }

  /** What was deleted last, until it is brought back or let be; ''. */
  get removed(): 'note' | 'picture' | '' {
    if (!this.#removed) return '';
    return 'note' in this.#removed ? 'note' : 'picture';
  }

  closeProblem(): void {
    this.#problem = '';
  }

  /** Begins the next note. What is not stored stays in the field: an empty field would say that it is safe. */
  send(): void {
    const hand = this.#hand;
    if (this.#isStuck) return;
    if (hand.isNew && hand.text.words.trim() === '' && !this.#pictured.has(hand.id)) return;
    this.#finish();
    this.#take(this.#begin());
  }

  /** Takes an own note into the field. Resolves when it can be written on. */
  async edit(of: WrittenNote): Promise<void> {
    if (of.id === this.#hand.id || this.#isStuck) return;
    const sent = this.#sent.find(one => one.id === of.id);
    if (sent) await sent.settled();
    const next = new NoteInHand(this.#notebook, this.#space, of);
    await next.text.open();
    if (this.#isStuck) return;
    this.#finish();
    this.#justSent = null;
    this.#take(next);
  }

  setSign(sign: Sign): Promise<void> {
    const target = this.target;
    return this.#put(target, { sign: target.sign === sign ? 'none' : sign });
  }

  /** An idea begins as one to take home: what is not meant for the host never goes there by itself. */
  setIdea(): Promise<void> {
    const { sign } = this.target;
    return this.#put(this.target, { sign: sign === 'home' || sign === 'tip' ? 'none' : 'home' });
  }

  setDirection(sign: 'home' | 'tip'): Promise<void> {
    return this.#put(this.target, { sign });
  }

  setMark(mark: Mark): Promise<void> {
    const target = this.target;
    return this.#put(target, { mark: target.mark === mark ? 'none' : mark });
  }

  /** Whom the note is to be asked of next; null takes it back. What has no character yet is given away with its first. */
  async setAim(aim: Aim | null): Promise<void> {
    const { target } = this;
    const before = target.aim;
    target.put({ aim });
    this.#toGive = !target.isBegun && aim ? target.id : '';
    if (target.isBegun && !(await this.#store(draft(followUp, { space: this.#space, id: target.id }, { parent: target.id, aim }))))
      target.put({ aim: before === aim ? undefined : before });
  }

  move(id: string, to: Partial<NotePlace>): Promise<boolean> {
    return this.#write(id, to);
  }

  async remove(id: string): Promise<void> {
    const known = [this.#hand, ...this.#sent].find(one => one.id === id);
    if (this.#hand.id === id) {
      this.#finish();
      this.#take(this.#begin());
    }
    await known?.settled();
    if (this.#justSent?.id === id) this.#justSent = null;
    if (await this.#write(id, { deleted: true })) this.#removed = { note: id };
  }

  async restore(id: string): Promise<void> {
    if (!(await this.#write(id, { deleted: false }))) return;
    if (this.#removed && 'note' in this.#removed && this.#removed.note === id) this.#removed = null;
  }

  /** Brings back what was deleted last. */
  async undoRemoval(): Promise<void> {
    if (!this.#removed) return;
    if ('note' in this.#removed) return this.restore(this.#removed.note);
    if (this.#told(await this.#notebook.undo(this.#removed.acts))) this.#removed = null;
  }

  letBe(): void {
    this.#removed = null;
  }

  /** The note that pictures added now belong to: the one with words in the field, else one of their own. */
  pictured(): PicturedNote {
    const hand = this.#hand;
    if (!hand.isNew || hand.text.words.trim() !== '') return { id: hand.id, begins: null };
    return { id: this.#notebook.newId('mine'), begins: { ...this.#place(), writtenAt: this.#notebook.wall() } };
  }

  /** A picture was stored. A note that began with it is the one just sent: a sign goes to it. */
  tookPhoto({ id, begins }: PicturedNote): void {
    this.#pictured.add(id);
    if (begins && !this.#hand.isBegun)
      this.#justSent = new NoteInHand(this.#notebook, this.#space, { id, sign: 'none', mark: 'none', ...begins });
  }

  /** Deletes a picture, and its note when that holds nothing else. */
  async removePhoto(id: string, of: string): Promise<void> {
    const written = await this.dropPhoto(id, of);
    if (this.#told(written)) this.#removed = { acts: written.ok ? (written.acts ?? []) : [] };
  }

  async dropPhoto(id: string, of: string): Promise<Written> {
    const { words, others } = await this.#notebook.read(async r => ({
      words: (await r.item(note, this.#space, of))?.words ?? '',
      others: (await r.children(photo, of)).filter(one => one.id !== id).length,
    }));
    const isWritten = words.trim() !== '' || others > 0 || this.#hand.id === of;
    const drafts = [draft(photo, { space: this.#space, id }, { deleted: true })];
    if (!isWritten) drafts.push(draft(note, { space: this.#space, id: of }, { deleted: true }));
    if (!isWritten && this.#justSent?.id === of) this.#justSent = null;
    return this.#notebook.write(drafts);
  }

  /** Forgets sent notes whose rows are there. */
  arrived(ids: ReadonlySet<string>): void {
    if (this.#sent.some(one => ids.has(one.id))) this.#sent = this.#sent.filter(one => !ids.has(one.id));
  }

  /** Leaves the page: what is in the hand is sealed and let go of. */
  async leave(): Promise<void> {
    this.#app.presence('', '', '');
    this.#finish();
    await Promise.all(this.#sent.map(one => one.settled()));
  }

  /** What is in the field is nowhere else: it stays there. */
  get #isStuck(): boolean {
    return this.#hand.text.state.type === 'failed';
  }

  #begin(): NoteInHand {
    return NoteInHand.begin(this.#notebook, this.#space, this.#place);
  }

  #take(next: NoteInHand): void {
    this.#hand = next;
    this.field.take(next.text);
    if (this.field.isFocused) this.#tellPresence();
  }

  #typed(): void {
    if (this.#hand.text.words !== '') this.#justSent = null;
    if (this.#hand.isBegun && this.#toGive === this.#hand.id) void this.setAim(this.#hand.aim ?? null);
    this.#tellPresence();
  }

  #tellPresence(): void {
    if (this.#hand.isBegun) this.#app.presence(this.#space, this.#hand.id, 'words');
  }

  #finish(): void {
    const hand = this.#hand;
    const isEmpty = hand.text.words.trim() === '';
    hand.left = hand.text.leave();
    if (!hand.isBegun) return;
    if (isEmpty) void hand.left.then(() => this.#removeEmpty(hand.id));
    else {
      this.#sent = [...this.#sent.filter(one => one.id !== hand.id), hand];
      this.#justSent = hand;
    }
  }

  async #put(target: NoteInHand, change: { sign?: Sign; mark?: Mark }): Promise<void> {
    const before = { sign: target.sign, mark: target.mark };
    target.put(change);
    if (!target.isBegun) return;
    await target.settled();
    if (!(await this.#write(target.id, change))) target.put(before);
  }

  /** What was emptied is nothing, unless it has a picture. */
  async #removeEmpty(id: string): Promise<void> {
    const photos = await this.#notebook.read(r => r.children(photo, id));
    if (photos.length === 0) await this.#write(id, { deleted: true });
  }

  #write(id: string, change: Change): Promise<boolean> {
    return this.#store(draft(note, { space: this.#space, id }, change));
  }

  async #store(one: Draft): Promise<boolean> {
    return this.#told(await this.#notebook.write([one]));
  }

  #told(written: Written): boolean {
    this.#problem = written.ok ? '' : errorToMessage(written.error);
    return written.ok;
  }
}
