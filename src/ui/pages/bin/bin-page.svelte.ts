import { kindNamed } from '#domain/kinds.ts';
import { localDate } from '#i18n/format.ts';
import { m } from '#i18n/messages.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { Json } from '#oplog/json.ts';
import type { Doer } from '#ui/items/deed-words.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import { itemWords, kindWord } from '#ui/items/item-words.ts';
import type { App } from '../../app-context.ts';
import { emptyBin, readBin, type BinAct, type BinItem, type BinSight } from './bin-reading.ts';

/** The bin of a visit, or of the programme: nothing in it is lost, and everything comes back as it was. */
export class BinPage extends LivePage<BinSight> {
  readonly #app: App;
  readonly #notebook: Notebook;

  constructor(app: App, notebook: Notebook, visit: string | undefined) {
    super(notebook, reader => readBin(notebook, reader, visit), emptyBin);
    this.#app = app;
    this.#notebook = notebook;
  }

  get sight(): BinSight {
    return this.value;
  }
  get days(): { day: string; acts: BinAct[] }[] {
    const days: { day: string; acts: BinAct[] }[] = [];
    for (const act of this.sight.acts) {
      const day = localDate(act.at, this.sight.zone);
      if (days.at(-1)?.day === day) days.at(-1)!.acts.push(act);
      else days.push({ day, acts: [act] });
    }
    return days;
  }

  name(author: string): string {
    return author === 'server' ? m.history_server() : (this.sight.people.get(author) ?? m.history_somebody());
  }
  doer(author: string): Doer {
    return { name: this.name(author), isMe: author === this.#notebook.me.person };
  }
  words(one: BinItem): string {
    return itemWords(one.row, this.sight.rows) || kindWord(one.row.kind);
  }

  async restore(items: readonly BinItem[]): Promise<void> {
    const drafts = new Map<string, Draft>();
    for (const one of items.filter(item => item.mayRestore)) {
      for (const row of [one.row, ...this.#goneAbove(one)]) drafts.set(`${row.kind} ${row.id}`, backDraft(row));
    }
    const what = items.length === 1 ? this.words(items[0]!) : '';
    if (!this.report(await this.#notebook.write([...drafts.values()]))) return;
    this.#app.say(what ? m.bin_restored({ what }) : m.bin_restored_all());
  }

  /** What it stands beneath and is gone too: a person comes back with their row, a question with its theme. */
  #goneAbove({ row }: BinItem): BinItem['row'][] {
    const above = this.sight.rows.find(one => one.id === row.parent && one.space === row.space && one.deleted);
    return above ? [above, ...this.#goneAbove({ row: above } as BinItem)] : [];
  }
}

function backDraft(row: BinItem['row']): Draft {
  const set: Record<string, Json> = {};
  if (row.deleted) set['deleted'] = false;
  if (row.cells['isCancelled']?.value === true) {
    set['isCancelled'] = false;
    // An import cancelled it: from here on a person has said that it is held.
    const { cancelled, ...imported } = (row.cells['imported']?.value ?? {}) as Record<string, Json>;
    if (cancelled !== undefined) set['imported'] = imported;
  }
  return { ...draft(kindNamed(row.kind)!, row, {}), set };
}
