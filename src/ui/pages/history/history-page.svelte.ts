import { mayWrite, type Access } from '#domain/access.ts';
import { themesOf } from '#domain/debrief-notes.ts';
import { device } from '#domain/device.ts';
import { finding } from '#domain/finding.ts';
import { kindNamed } from '#domain/kinds.ts';
import { lentDeviceOf } from '#domain/lending.ts';
import { note } from '#domain/note.ts';
import { programme } from '#domain/programme.ts';
import { slot, track } from '#domain/slot.ts';
import { debriefSpace, notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { template, templateVersion, theme } from '#domain/template.ts';
import { localDate } from '#i18n/format.ts';
import { m } from '#i18n/messages.ts';
import type { Written } from '#notebook/failure.ts';
import type { HistoryEntry } from '#notebook/history.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { Json } from '#oplog/json.ts';
import type { Fields, ItemOf, Kind } from '#oplog/kind.ts';
import { draft } from '#notebook/draft.ts';
import type { Doer } from '#ui/items/deed-words.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import type { App } from '../../app-context.ts';
import { restoreDraft } from './history-restore.ts';
import { stepsOf, type HistoryStep } from './history-steps.ts';

export interface ItemHistory {
  item: ItemOf<Kind<Fields>> | undefined;
  entries: HistoryEntry[];
  people: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string>;
  groupWords: Record<string, string>;
  zone: string;
  mayRestore: boolean;
  /** The borrowed device it was begun on, and whose that is; '' for none. */
  borrowed: string;
}

/** Two values written without knowing of each other. */
export interface Rivals {
  path: string;
  holds: { value: Json; author: string; at: number };
  lost: { value: Json; author: string; at: number }[];
}

const nothing: ItemHistory = {
  item: undefined,
  entries: [],
  people: new Map(),
  names: new Map(),
  groupWords: {},
  zone: programme.fields.zone.initial,
  mayRestore: false,
  borrowed: '',
};

/** The history of one item of any kind: who, when, what, and the way back. */
export class HistoryPage extends LivePage<ItemHistory> {
  readonly kind: Kind<Fields> | undefined;
  readonly #app: App;
  readonly #notebook: Notebook;

  constructor(app: App, notebook: Notebook, where: { family: string; scope: string; kind: string; id: string }) {
    const kind = kindNamed(where.kind);
    const at = { space: `${where.family}/${where.scope}`, id: where.id };
    super(
      notebook,
      reader => (kind ? readHistory(notebook, reader, kind, at) : Promise.resolve(nothing)),
      nothing,
      async history => ({ ...history, entries: kind ? await notebook.history({ ...at, kind: kind.name }) : [] }),
    );
    this.#app = app;
    this.#notebook = notebook;
    this.kind = kind;
  }

  get history(): ItemHistory {
    return this.value;
  }

  /** Newest first. */
  readonly steps = $derived.by(() => stepsOf(this.history.entries).reverse());

  /** The steps by their day, newest day first. */
  get days(): { day: string; steps: HistoryStep[] }[] {
    const days: { day: string; steps: HistoryStep[] }[] = [];
    for (const step of this.steps) {
      const day = localDate(step.at, this.history.zone);
      if (days.at(-1)?.day === day) days.at(-1)!.steps.push(step);
      else days.push({ day, steps: [step] });
    }
    return days;
  }

  readonly rivals = $derived.by<Rivals[]>(() =>
    Object.entries(this.history.item?.row.cells ?? {}).flatMap(([path, cell]) =>
      cell.lost?.length && path !== 'order'
        ? [
            {
              path,
              holds: { value: cell.value, author: cell.author, at: cell.wall },
              lost: cell.lost.map(one => ({ value: one.value, author: one.author, at: one.wall })),
            },
          ]
        : [],
    ),
  );

  name(author: string): string {
    if (author === 'server') return m.history_server();
    return this.history.people.get(author) ?? m.history_somebody();
  }
  doer(author: string): Doer {
    return { name: this.name(author), isMe: author === this.#notebook.me.person };
  }

  /** As the kind declares them. */
  fieldsInOrder(fields: readonly string[]): string[] {
    return Object.keys(this.kind?.fields ?? {}).filter(field => fields.includes(field));
  }

  /** The paths of values, as the kind declares their fields. */
  pathsInOrder(paths: readonly string[]): string[] {
    const order = Object.keys(this.kind?.fields ?? {});
    const place = (path: string) => order.indexOf(path.split('/')[0]!);
    return [...paths].sort((a, b) => place(a) - place(b));
  }

  /** False when it is as it was at that step already. */
  mayRestoreTo(step: HistoryStep): boolean {
    const { item, mayRestore } = this.history;
    return (
      mayRestore && !step.isRefused && item !== undefined && this.kind !== undefined && restoreDraft(this.kind, item, step.after) !== null
    );
  }

  async restoreTo(step: HistoryStep): Promise<void> {
    const { item } = this.history;
    const change = item && this.kind && restoreDraft(this.kind, item, step.after);
    if (change) this.report(await this.#notebook.write([change]));
  }

  /** Writes a value that lost once more; a draft by path, so that a member of a set is restored too. */
  async restoreValue(path: string, value: Json): Promise<void> {
    const { item } = this.history;
    if (!item || !this.kind) return;
    this.report(await this.#notebook.write([{ ...draft(this.kind, item, {}), set: { [path]: value } }]));
  }

  protected override report(written: Written): boolean {
    if (written.ok) this.#app.say(m.history_restored_said());
    return super.report(written);
  }
}

async function readHistory(
  notebook: Notebook,
  r: NotebookReader,
  kind: Kind<Fields>,
  where: { space: string; id: string },
): Promise<ItemHistory> {
  const item = await r.item(kind, where.space, where.id);
  // The entries are read afterwards; through this reader a new operation is noticed.
  await r.log.opsOf({ ...where, kind: kind.name });
  const access = await notebook.access(r.log);
  const home = programmeSpace(notebook.me.programme);
  const about = await r.item(programme, home, notebook.me.programme);
  return {
    item,
    entries: [],
    people: new Map([...access.people].map(([id, one]) => [id, one.name])),
    names: new Map([
      ...[...access.people.values(), ...access.municipalities.values()].map(one => [one.id, one.name] as const),
      ...[...access.teams.values()].map(one => [one.id, access.municipalities.get(one.municipality)?.name ?? ''] as const),
      ...(await namesAround(r, home, where.space.slice(where.space.indexOf('/') + 1))),
    ]),
    groupWords: (about?.groupWords ?? {}) as Record<string, string>,
    zone: about?.zone || programme.fields.zone.initial,
    borrowed: await borrowedDevice(r, home, lentDeviceOf(where.id), access),
    mayRestore:
      !kind.immutable && (!kind.owned || notebook.owns(where.id)) && mayWrite(access, notebook.me.person, { ...where, kind: kind.name }),
  };
}

async function borrowedDevice(r: NotebookReader, home: string, id: string, { people }: Access): Promise<string> {
  const found = id ? await r.item(device, home, id) : undefined;
  const holder = people.get(found?.person ?? '')?.name ?? '';
  return found?.label && holder ? `${found.label} (${holder})` : found?.label || holder;
}

/** What ids in values stand for. */
async function namesAround(r: NotebookReader, home: string, visit: string): Promise<Map<string, string>> {
  const themes = themesOf((await r.items(templateVersion, home)).map(one => one.content));
  return new Map([
    ...(await r.items(template, home, 'deleted-too')).map(one => [one.id, one.name] as const),
    ...(await r.items(theme, home, 'deleted-too')).map(one => [one.id, one.title] as const),
    ...(await r.items(track, visitSpace(visit), 'deleted-too')).map(one => [one.id, one.name] as const),
    ...themes.map(one => [one.id, one.title] as const),
    ...themes.flatMap(one => one.questions.map(question => [question.id, question.words] as const)),
    ...(await r.items(slot, visitSpace(visit), 'deleted-too')).map(
      one => [one.id, [one.start, one.title || one.room].filter(Boolean).join(' ')] as const,
    ),
    ...(await r.items(note, notesSpace(visit), 'deleted-too')).map(one => [one.id, one.words] as const),
    ...(await r.items(finding, debriefSpace(visit), 'deleted-too')).map(one => [one.id, one.claim] as const),
  ]);
}
