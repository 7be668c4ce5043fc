import { visit } from '#domain/visit.ts';
import { m } from '#i18n/messages.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { ProgrammeSight, VisitRow } from './programme-reading.ts';

/** A visit in the making: its host, day, teams and template. Only what was changed here is written. */
export class VisitForm {
  readonly row: VisitRow | null;
  readonly #sight: ProgrammeSight;
  host = $state('');
  date = $state('');
  template = $state('');
  teams = $state.raw<readonly string[]>([]);
  isCancelled = $state(false);
  isTried = $state(false);

  constructor(row: VisitRow | null, sight: ProgrammeSight) {
    this.row = row;
    this.#sight = sight;
    this.host = row?.visit.host ?? '';
    this.date = row?.visit.date ?? '';
    this.teams = row?.visit.teams ?? [];
    this.template = row?.visit.template ?? (sight.templates.length === 1 ? sight.templates[0]!.template.id : '');
    this.isCancelled = row?.visit.isCancelled ?? false;
  }

  get hosts(): { value: string; label: string }[] {
    return this.#sight.municipalities.map(one => ({ value: one.municipality.id, label: one.municipality.name }));
  }
  /** Nobody visits themselves. */
  get possibleTeams(): { id: string; name: string }[] {
    return this.#sight.municipalities
      .filter(one => one.team && one.municipality.id !== this.host)
      .map(one => ({ id: one.team!.id, name: one.municipality.name }));
  }
  get templates(): { value: string; label: string }[] {
    const none = { value: '', label: m.programme_visit_template_none() };
    return [
      none,
      ...this.#sight.templates.map(one => ({ value: one.template.id, label: one.template.name || m.programme_template_unnamed() })),
    ];
  }
  get hostError(): string | undefined {
    return this.isTried && !this.host ? m.programme_host_missing() : undefined;
  }
  get dateError(): string | undefined {
    return this.isTried && !this.date ? m.programme_date_missing() : undefined;
  }

  takes(team: string): boolean {
    return this.teams.includes(team);
  }
  choose(team: string, isChosen: boolean): void {
    this.teams = isChosen ? [...this.teams, team] : this.teams.filter(one => one !== team);
  }

  /** Null while something is missing; then the fields say what. */
  drafts(space: string, newId: () => string): Draft[] | null {
    this.isTried = true;
    if (!this.host || !this.date) return null;
    const before = this.row?.visit;
    const possible = new Set(this.possibleTeams.map(one => one.id));
    const teams = this.teams.filter(one => possible.has(one));
    const { host, date, template, isCancelled } = this;
    if (!before) return [draft(visit, { space, id: newId() }, { host, date, template, teams })];
    const changed = Object.entries({ host, date, template, isCancelled }).filter(
      ([field, value]) => before[field as keyof typeof before] !== value,
    );
    const made = draft(visit, { space, id: before.id }, { ...Object.fromEntries(changed), teams }, before.row);
    return Object.keys(made.set).length ? [made] : [];
  }
}
