import { randomBytes } from 'node:crypto';
import type * as z from 'zod/mini';
import { municipality } from '#domain/municipality.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { team } from '#domain/team.ts';
import { visit } from '#domain/visit.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import { Invitation, Joined } from '#protocol/membership.ts';
import { protocolVersion, versionHeader } from '#protocol/sync.ts';

/** Somebody who asks the server's office over HTTP, with the session it gives. */
export interface OfficeClient {
  cookie(): string;
  ask<T>(path: string, body: object, shape: z.ZodMiniType<T>): Promise<T>;
}

export type JoinedDevice = z.infer<typeof Joined> & { cookie: string };

export const randomHex = (bytes: number) => randomBytes(bytes).toString('hex');

const card = () => ({ id: randomHex(16), label: 'koe', shape: 'tablet' });

export function createOfficeClient(origin: string): OfficeClient {
  let cookie = '';
  return {
    cookie: () => cookie,
    async ask(path, body, shape) {
      const headers = { 'content-type': 'application/json', origin, cookie, [versionHeader]: String(protocolVersion) };
      const response = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      return shape.parse(await response.json());
    },
  };
}

/** Founds a programme with the set-up link's token. @returns its coordinator's device */
export async function foundProgramme(founder: OfficeClient, token: string): Promise<JoinedDevice> {
  const want = { want: 'programme', programme: 'Koe', person: 'Kokeilija', language: 'fi' };
  const founded = await founder.ask('/api/setup', { token, device: card(), ...want }, Joined);
  return { ...founded, cookie: founder.cookie() };
}

const visitors = 'team-k';

/** What the coordinator writes for a visit of today's, by one team. */
export function visitDrafts(programme: string, visitId: string): Draft[] {
  const at = (id: string) => ({ space: programmeSpace(programme), id });
  return [
    draft(municipality, at('lehtola'), { name: 'Lehtola' }),
    draft(municipality, at('kaislaniemi'), { name: 'Kaislaniemi' }),
    draft(team, at(visitors), { municipality: 'kaislaniemi' }),
    draft(visit, at(visitId), { host: 'lehtola', date: new Date().toISOString().slice(0, 10), teams: [visitors] }),
  ];
}

/** Joins so many visitors to the team of `visitDrafts`, each by an invitation of its own. */
export async function joinVisitors(
  founder: OfficeClient,
  origin: string,
  { programme, visit: visitId }: { programme: string; visit: string },
  count: number,
): Promise<JoinedDevice[]> {
  const joined: JoinedDevice[] = [];
  for (let index = 0; index < count; index++) {
    const { secret } = await founder.ask('/api/invitations', { programme, visit: visitId, team: visitors }, Invitation);
    const client = createOfficeClient(origin);
    const one = await client.ask('/api/join', { key: { secret }, device: card(), name: `Vierailija ${index + 1}` }, Joined);
    joined.push({ ...one, cookie: client.cookie() });
  }
  return joined;
}
