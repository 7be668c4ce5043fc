import { mayRead, mayWrite } from '#domain/access.ts';
import { device } from '#domain/device.ts';
import { kinds } from '#domain/kinds.ts';
import { programme } from '#domain/programme.ts';
import { parseSpace, programmeSpace } from '#domain/spaces.ts';
import { templateVersion } from '#domain/template.ts';
import { localDate } from '#i18n/format.ts';
import { m } from '#i18n/messages.ts';
import type { Act, SpaceActs } from '#notebook/acts.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { Row } from '#oplog/fold.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import type { App } from '../../app-context.ts';
import { shownAct, type ShownAct } from './shown-act.ts';

export interface ChangesSight {
  isReadable: boolean;
  mayEdit: boolean;
  people: ReadonlyMap<string, string>;
  zone: string;
  log: SpaceActs | null;
}

const nothing: ChangesSight = { isReadable: false, mayEdit: false, people: new Map(), zone: programme.fields.zone.initial, log: null };
const atOnce = 20;

/** What was done to a plan or a programme, act by act, each undone as one. */
export class ChangesPage extends LivePage<ChangesSight> {
  readonly space: string;
  readonly #app: App;
  readonly #notebook: Notebook;
  #count = $state(atOnce);

  constructor(app: App, notebook: Notebook, space: string) {
    super(
      notebook,
      reader => readSight(notebook, reader, space),
      nothing,
      async sight => (sight.isReadable ? { ...sight, log: await notebook.acts(space) } : sight),
    );
    this.space = space;
    this.#app = app;
    this.#notebook = notebook;
  }

  get sight(): ChangesSight {
    return this.value;
  }
  get rows(): readonly Row[] {
    return this.sight.log?.rows ?? [];
  }
  /** Newest first. Devices and publications are no doings of the plan. */
  readonly #all = $derived.by<Act[]>(() => (this.sight.log?.acts ?? []).filter(act => isOfThePlan(act) && !this.#isFounding(act)));
  readonly acts = $derived.by<ShownAct[]>(() => {
    const { log } = this.sight;
    return log ? this.#all.slice(0, this.#count).map(act => shownAct(log, act)) : [];
  });
  /** The making of the programme is where everything begins, and no change of it. */
  #isFounding(act: Act): boolean {
    return act.ops.some(op => op.kind === programme.name && this.sight.log?.opsOf(op)[0] === op);
  }
  get hasMore(): boolean {
    return this.#all.length > this.#count;
  }
  get days(): { day: string; acts: ShownAct[] }[] {
    const days: { day: string; acts: ShownAct[] }[] = [];
    for (const one of this.acts) {
      const day = localDate(one.act.at, this.sight.zone);
      if (days.at(-1)?.day === day) days.at(-1)!.acts.push(one);
      else days.push({ day, acts: [one] });
    }
    return days;
  }

  name(author: string): string {
    return author === 'server' ? m.history_server() : (this.sight.people.get(author) ?? m.history_somebody());
  }
  showMore(): void {
    this.#count += atOnce;
  }

  async undoAct({ act }: ShownAct): Promise<void> {
    const undone = await this.#notebook.undo([act]);
    if (!this.report(undone) || !undone.ok) return;
    this.#app.say(undone.kept?.length ? m.changes_undone_partly() : m.changes_undone());
  }
}

const passedOver = new Set<string>([device.name, templateVersion.name]);

function isOfThePlan(act: Act): boolean {
  return act.author !== 'server' && act.ops.some(op => !passedOver.has(op.kind));
}

async function readSight(notebook: Notebook, r: NotebookReader, space: string): Promise<ChangesSight> {
  const access = await notebook.access(r.log);
  const where = parseSpace(space);
  if (!where || (where.family !== 'visit' && where.family !== 'programme') || !mayRead(access, notebook.me.person, space)) return nothing;
  // The acts are read afterwards; through this reader a new operation is noticed.
  await r.log.heads(space);
  const kind = kinds.find(one => one.space === where.family && !one.access)!;
  return {
    isReadable: true,
    mayEdit: mayWrite(access, notebook.me.person, { space, kind: kind.name, id: 'new' }),
    people: new Map([...access.people].map(([id, one]) => [id, one.name])),
    zone: (await r.item(programme, programmeSpace(notebook.me.programme), notebook.me.programme))?.zone || programme.fields.zone.initial,
    log: null,
  };
}
