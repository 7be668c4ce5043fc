import { comingSlots, groupsOf, isAskedIn } from '#domain/ask-next.ts';
import type { Aim } from '#domain/follow-up.ts';
import type { RoleGroup } from '#domain/role-group.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { App } from '../app-context.ts';
import { Live, Watched } from '../live.svelte.ts';
import { minuteWithin, noAsking, readAsking, type Asking, type AskingSlot, type ShownFollowUp } from './follow-ups.ts';
import type { NoteWriter } from './note-writer.svelte.ts';

/** Asking the next one: whom the note in the hand can be given to, and what is to be asked here. */
export class AskNext {
  readonly visit: string;
  readonly #writer: () => NoteWriter;
  /** The interview's slot, or the visit outside interviews. */
  readonly #here: string;
  readonly #live: Live<Asking>;
  readonly #minute: Watched<number>;
  #openFor = $state.raw('');
  #inHand = $state.raw('');
  #held = $state.raw<ReadonlySet<string> | null>(null);

  constructor(app: Pick<App, 'minute'>, notebook: Notebook, visit: string, here: string, writer: () => NoteWriter) {
    this.visit = visit;
    this.#writer = writer;
    this.#here = here;
    this.#live = new Live(
      notebook,
      async r => {
        const found = await readAsking(notebook, r, visit);
        this.#held ??= this.#idsIn(found);
        return found;
      },
      noAsking,
    );
    this.#minute = new Watched(app.minute);
  }

  get writer(): NoteWriter {
    return this.#writer();
  }

  get asking(): Asking {
    return this.#live.value;
  }

  /** Interviews the note can be given to. */
  get coming(): AskingSlot[] {
    const { slots, date, zone } = this.asking;
    return comingSlots(slots, minuteWithin(date, zone, this.#minute.value), this.#here);
  }

  get groups(): RoleGroup[] {
    return groupsOf(this.coming);
  }

  /** What stands on top of this interview. */
  get here(): ShownFollowUp[] {
    const ids = this.#idsIn(this.asking);
    return this.asking.followUps.filter(({ id }) => ids.has(id));
  }

  /** The same as it was at the last step: what comes and goes by itself would move what is under a finger. */
  get held(): ShownFollowUp[] {
    return this.asking.followUps.filter(({ id }) => this.#held?.has(id));
  }

  /** The one of them that is in hand instead of a question of the template; null. */
  get answering(): ShownFollowUp | null {
    return (this.#inHand && this.held.find(one => one.id === this.#inHand)) || null;
  }

  /** Takes one in hand; the same again lets go of it. */
  take(id: string): void {
    this.#inHand = this.#inHand === id ? '' : id;
    this.step();
  }

  letGo(): void {
    this.#inHand = '';
    this.step();
  }

  /** One goes a step on: what came meanwhile joins. */
  step(): void {
    if (this.#live.isReady) this.#held = this.#idsIn(this.asking);
  }

  get aim(): Aim | null {
    const { target } = this.writer;
    if (target.aim !== undefined) return target.aim;
    // A new note was given to nobody but through the hand: while one only writes, nothing is read.
    return target.isNew ? null : (this.askedBy(target.id)?.aim ?? null);
  }

  /** Whether the note in the hand is one that is asked of others: a follow-up, or one taken up again. */
  get isOffered(): boolean {
    const { target } = this.writer;
    const isIdea = target.sign === 'home' || target.sign === 'tip';
    return target.sign === 'follow' || this.aim !== null || (!target.isNew && !isIdea);
  }

  get isOpen(): boolean {
    return this.#openFor === this.writer.target.id;
  }

  turn(): void {
    this.#openFor = this.isOpen ? '' : this.writer.target.id;
  }

  /** Gives the note to be asked; the same again takes it back. */
  give(aim: Aim | null): void {
    this.#openFor = '';
    void this.writer.setAim(aim !== null && isSameAim(aim, this.aim) ? null : aim);
  }

  isAim(aim: Aim): boolean {
    return isSameAim(aim, this.aim);
  }

  /** What a note asks of others. */
  askedBy(note: string): ShownFollowUp | undefined {
    return this.asking.followUps.find(one => one.id === note);
  }

  slot(id: string): AskingSlot | undefined {
    return this.asking.slots.find(one => one.id === id);
  }

  #idsIn({ slots, followUps }: Asking): Set<string> {
    const slot = slots.find(one => one.id === this.#here);
    return new Set(slot ? followUps.filter(one => isAskedIn(one, slot)).map(({ id }) => id) : []);
  }

  /** Where a note of the visit is read. */
  addressOf(note: string, parent: string): string {
    return `/visits/${this.visit}/${parent === this.visit ? 'notes/new' : `interviews/${parent}`}#${note}`;
  }
}

function isSameAim(a: Aim, b: Aim | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
