import type { Notebook } from '#notebook/notebook.ts';
import type { Invitation } from '#protocol/membership.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import type { App, LinkState, OfficeError } from '../../app-context.ts';
import { Watched } from '../../live.svelte.ts';
import { noInvites, readInvites, readJoinings, type InviteDay, type InvitedGroup, type InvitedPerson } from './invite-reading.ts';

/** The invitation on the screen. `person` when it is one named person's. */
export interface OpenInvitation {
  group: InvitedGroup;
  person: InvitedPerson | null;
  invitation: Invitation | null;
  error: OfficeError | null;
  /** Who has joined while it was open, the last one last. */
  joined: string[];
}

/** Inviting a visit's teams and its host contact: one code on the screen, a new one after each joining. */
export class InvitePage extends LivePage<InviteDay> {
  readonly visit: string;
  readonly #app: App;
  readonly #notebook: Notebook;
  readonly #link: Watched<LinkState>;
  /** Invitations nobody has used yet, so that opening one again does not make another. */
  readonly #unused = new Map<string, Invitation>();
  #open = $state.raw<OpenInvitation | null>(null);
  #stop: (() => void) | null = null;

  constructor(app: App, notebook: Notebook, visit: string) {
    super(notebook, reader => readInvites(notebook, reader, visit), noInvites);
    this.visit = visit;
    this.#app = app;
    this.#notebook = notebook;
    this.#link = new Watched(app.link);
  }

  get day(): InviteDay {
    return this.value;
  }
  get isOffline(): boolean {
    return !['online', 'starting'].includes(this.#link.value.link);
  }
  get open(): OpenInvitation | null {
    return this.#open;
  }
  get origin(): string {
    return this.day.origin || location.origin;
  }
  /** `local`: only this very machine opens it. `open`: browsers give such a page neither a worker nor storage that stays. */
  get originState(): 'fine' | 'local' | 'open' {
    const { protocol, hostname } = new URL(this.origin);
    if (hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]') return 'local';
    return protocol === 'https:' ? 'fine' : 'open';
  }

  async show(group: InvitedGroup, person: InvitedPerson | null = null): Promise<void> {
    this.close();
    const unused = this.#unused.get(keyOf(group, person));
    const invitation = unused && unused.expires > this.#notebook.wall() ? unused : null;
    this.#open = { group, person, invitation, error: null, joined: [] };
    this.#watch();
    if (!this.#open.invitation) await this.renew();
  }

  /** A new invitation in the place of the one that was used, or that could not be made. */
  async renew(): Promise<void> {
    const open = this.#open;
    if (!open) return;
    this.#open = { ...open, invitation: null, error: null };
    const { group, person } = open;
    const answer = await this.#app.office.invite({
      programme: this.#notebook.me.programme,
      visit: this.visit,
      team: group.team,
      ...(person && { person: person.id }),
    });
    if (answer.ok) this.#unused.set(keyOf(group, person), answer.value);
    const now = this.#open;
    if (!now || now.group !== group || now.person !== person) return;
    this.#open = answer.ok ? { ...now, invitation: answer.value } : { ...now, error: answer.error };
  }

  close(): void {
    this.#stop?.();
    this.#stop = null;
    this.#open = null;
  }

  /** Follows who joins while the code is shown. It is watched from here, because it acts and shows nothing by itself. */
  #watch(): void {
    let known: Set<string> | null = null;
    this.#stop = this.#notebook.watch(
      reader => readJoinings(this.#notebook, reader),
      joinings => {
        const fresh = known && joinings.filter(one => !known!.has(one.key) && this.#isFor(one));
        known = new Set(joinings.map(one => one.key));
        for (const one of fresh ?? []) this.#hasJoined(one.name);
      },
      () => undefined,
    );
  }

  #isFor(joining: { person: string; team: string; municipality: string }): boolean {
    const open = this.#open;
    if (!open) return false;
    if (open.person) return joining.person === open.person.id;
    return open.group.team ? joining.team === open.group.team : joining.municipality !== '' && joining.municipality === this.day.hostId;
  }

  #hasJoined(name: string): void {
    const open = this.#open;
    if (!open) return;
    this.#unused.delete(keyOf(open.group, open.person));
    this.#open = { ...open, invitation: null, joined: [...open.joined, name] };
    if (!open.person) void this.renew();
  }
}

function keyOf(group: InvitedGroup, person: InvitedPerson | null): string {
  return `${group.team} ${person?.id ?? ''}`;
}
