import { municipality } from '#domain/municipality.ts';
import { person } from '#domain/person.ts';
import { host, visitor } from '#domain/role.ts';
import { team } from '#domain/team.ts';
import { m } from '#i18n/messages.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { MunicipalityRow, Person, ProgrammeSight } from './programme-reading.ts';

/** One name of the form. `before` is the person as they stand; a new one has none. */
export class NamedPerson {
  readonly before: Person | null;
  name = $state('');
  isRemoved = $state(false);

  constructor(before: Person | null) {
    this.before = before;
    this.name = before?.name ?? '';
  }
}

/** Where a person belongs, as the drafts say it. */
type Place = { roles: string[]; team?: string; municipality?: string };

/** A municipality with its team and its host contacts, in the making: nothing is written before it is saved. */
export class MunicipalityForm {
  readonly row: MunicipalityRow | null;
  readonly #sight: ProgrammeSight;
  name = $state('');
  members = $state.raw<NamedPerson[]>([]);
  contacts = $state.raw<NamedPerson[]>([]);
  isTried = $state(false);

  constructor(row: MunicipalityRow | null, sight: ProgrammeSight) {
    this.row = row;
    this.#sight = sight;
    this.name = row?.municipality.name ?? '';
    this.members = (row?.members ?? []).map(one => new NamedPerson(one));
    this.contacts = (row?.contacts ?? []).map(one => new NamedPerson(one));
    while (this.members.length < 2) this.members = [...this.members, new NamedPerson(null)];
    if (this.contacts.length === 0) this.contacts = [new NamedPerson(null)];
  }

  get nameError(): string | undefined {
    if (!this.isTried) return undefined;
    const name = this.name.trim();
    if (!name) return m.programme_municipality_missing();
    const isTwice = this.#sight.municipalities.some(
      one => one !== this.row && one.municipality.id !== this.row?.municipality.id && same(one.municipality.name, name),
    );
    return isTwice ? m.programme_municipality_twice({ name }) : undefined;
  }

  personError(one: NamedPerson): string | undefined {
    const name = one.name.trim();
    if (!this.isTried || !name || one.isRemoved) return undefined;
    const others = [...this.members, ...this.contacts].filter(other => other !== one && !other.isRemoved);
    const edited = new Set([...this.members, ...this.contacts].map(other => other.before?.id));
    const isTwice =
      others.some(other => same(other.name, name)) || this.#sight.names.some(other => !edited.has(other.id) && same(other.name, name));
    return isTwice ? m.programme_name_twice({ name }) : undefined;
  }

  addMember(): void {
    this.members = [...this.members, new NamedPerson(null)];
  }
  addContact(): void {
    this.contacts = [...this.contacts, new NamedPerson(null)];
  }

  /** Null while something is wrong; then the fields say what. */
  drafts(space: string, newId: () => string): Draft[] | null {
    this.isTried = true;
    if (this.nameError || [...this.members, ...this.contacts].some(one => this.personError(one))) return null;
    const drafts: Draft[] = [];
    const id = this.row?.municipality.id ?? newId();
    const teamId = this.row?.team?.id ?? newId();
    const name = this.name.trim();
    if (name !== this.row?.municipality.name) drafts.push(draft(municipality, { space, id }, { name }));
    if (!this.row?.team) drafts.push(draft(team, { space, id: teamId }, { municipality: id }));
    for (const one of this.members) drafts.push(...this.#personDrafts(one, space, newId, { roles: [visitor], team: teamId }));
    for (const one of this.contacts) drafts.push(...this.#personDrafts(one, space, newId, { roles: [host], municipality: id }));
    return drafts;
  }

  /** Takes the municipality away with its team and names; only where no visit needs it. */
  removal(space: string): Draft[] {
    const { row } = this;
    if (!row) return [];
    const gone = { deleted: true };
    return [
      draft(municipality, { space, id: row.municipality.id }, gone),
      ...(row.team ? [draft(team, { space, id: row.team.id }, gone)] : []),
      ...[...row.members, ...row.contacts].flatMap(one => leaving(one, space, one.team ? visitor : host)),
    ];
  }

  #personDrafts(one: NamedPerson, space: string, newId: () => string, place: Place): Draft[] {
    const name = one.name.trim();
    const { before } = one;
    if (!before) {
      if (!name || one.isRemoved) return [];
      const former = this.#sight.former.find(
        found => same(found.name, name) && (place.team ? found.team === place.team : found.municipality === place.municipality),
      );
      return [draft(person, { space, id: former?.id ?? newId() }, { name, ...place, ...(former ? { deleted: false } : {}) })];
    }
    if (one.isRemoved || !name) return leaving(before, space, place.roles[0]!);
    return name === before.name ? [] : [draft(person, { space, id: before.id }, { name })];
  }
}

/** Somebody with another role too (a coordinator in a team) keeps that one. */
function leaving(before: Person, space: string, role: string): Draft[] {
  const left = before.roles.filter(one => one !== role);
  if (left.length === 0) return [draft(person, { space, id: before.id }, { deleted: true })];
  return [
    draft(person, { space, id: before.id }, { roles: left, ...(role === visitor ? { team: '' } : { municipality: '' }) }, before.row),
  ];
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
