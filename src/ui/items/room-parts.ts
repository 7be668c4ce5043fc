import type { Access } from '#domain/access.ts';
import { seat } from '#domain/interview.ts';
import { doing, part, partsIn, roomTeam, type Part, type SeatedVisitor, type TakenPart } from '#domain/part.ts';
import { visitor } from '#domain/role.ts';
import { notesSpace } from '#domain/spaces.ts';
import { compareNames, list } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import type { NotebookReader } from '#notebook/reader.ts';

/** Who is in the room of an interview, and what each does there. */
export interface RoomParts {
  team: { person: string; name: string; isMe: boolean; part: Part | null }[];
}

export interface VisitParts {
  visitors: SeatedVisitor[];
  taken: TakenPart[];
  names: ReadonlyMap<string, string>;
  me: string;
}

export const noParts: VisitParts = { visitors: [], taken: [], names: new Map(), me: '' };

/** What is needed of a visit to say of any of its interviews who does what there. Only for who may read its notes. */
export async function readParts(access: Access, r: NotebookReader, visit: string, me: string): Promise<VisitParts> {
  const teams = access.visits.get(visit)?.teams ?? [];
  const space = notesSpace(visit);
  const tracks = new Map((await r.items(seat, space)).map(one => [one.owner, one.track]));
  const names = new Map([...access.people].map(([id, one]) => [id, one.name]));
  const compare = compareNames(locale());
  const visitors = [...access.people.values()]
    .filter(one => one.roles.includes(visitor) && teams.includes(one.team))
    .map(one => ({ person: one.id, track: tracks.get(one.id) ?? '' }))
    .sort((a, b) => Number(b.person === me) - Number(a.person === me) || compare(names.get(a.person) ?? '', names.get(b.person) ?? ''));
  return { visitors, taken: await r.items(part, space), names, me };
}

/** @param track the interview's, '' on a day of one track */
export function partsOf({ visitors, taken, names, me }: VisitParts, slot: string, track: string): RoomParts {
  const given = partsIn(slot, taken);
  return {
    team: roomTeam(track, visitors, given).map(person => ({
      person,
      name: names.get(person) ?? '',
      isMe: person === me,
      part: given.get(person) ?? null,
    })),
  };
}

/** `Kirjaaja: sinä`; when nobody writes, or several do, that; '' in a room of one or none, and while nobody was given anything. */
export function recorderWords({ team }: RoomParts): string {
  if (team.length < 2 || team.every(one => one.part === null)) return '';
  const recorders = namesOf(team, 'recorder');
  if (recorders.length === 0) return m.part_no_recorder();
  const names = list(locale(), recorders);
  return recorders.length === 1 ? m.part_recorder_is({ name: names }) : m.part_recorders({ names });
}

/** Those who do it, by name, oneself as *sinä*. */
export function namesOf(team: RoomParts['team'], what: Part): string[] {
  const given = new Map(team.flatMap(one => (one.part ? [[one.person, one.part] as const] : [])));
  const nameOf = new Map(team.map(one => [one.person, one.isMe ? m.part_you() : one.name]));
  return doing(
    what,
    team.map(one => one.person),
    given,
  ).map(person => nameOf.get(person) ?? '');
}
