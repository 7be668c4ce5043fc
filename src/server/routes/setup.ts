import { person as personKind } from '#domain/person.ts';
import { programme as programmeKind } from '#domain/programme.ts';
import { coordinator } from '#domain/role.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { SetupRequest, type Joined, type SetupLook } from '#protocol/membership.ts';
import { deviceName, randomHex } from '../access/secrets.ts';
import { firstCoordinator, setupLinkProblem, useSetupLink } from '../access/setup-links.ts';
import { readBody } from '../door.ts';
import { enrol, tellProgramme } from '../enrolment.ts';
import { openExample } from '../example.ts';
import { refuse, type Failure } from '../failures.ts';
import type { Parts, Route, RouteContext } from '../parts.ts';
import type { Sql } from '../store/database.ts';

/** The one-time set-up link: looks, names the first programme, signs in as its coordinator, or opens the example day. */
export function setupRoute(parts: Parts): Route {
  return async c => {
    const request = await readBody(c, SetupRequest);
    if (!request) return refuse(c, 'malformed', 'setup');
    if (parts.tries.isSpent(c.var.address)) return refuse(c, 'too-many-tries');
    const done = await parts.database.write(sql => setUp(parts, c, sql, request));
    if (!done.ok) {
      if (done.error === 'link-unknown') parts.tries.miss(c.var.address);
      return refuse(c, done.error);
    }
    if ('membership' in done.value) tellProgramme(parts, done.value.membership.programme);
    return c.json(done.value);
  };
}

type SetUp = { ok: true; value: SetupLook | Joined } | { ok: false; error: Failure };

async function setUp(parts: Parts, c: RouteContext, sql: Sql, request: SetupRequest): Promise<SetUp> {
  const device = deviceName(request.device.id);
  const problem = setupLinkProblem(sql, request.token, device, parts.now());
  if (problem) return { ok: false, error: problem };
  const first = firstCoordinator(sql);
  if (request.want === 'look') {
    return { ok: true, value: { hasCoordinator: first !== null, programme: first?.programmeName ?? '', person: first?.personName ?? '' } };
  }
  if (request.want === 'programme' && !first && !(request.programme && request.person)) return { ok: false, error: 'name-missing' };
  useSetupLink(sql, request.token, device);
  if (request.want === 'example') return { ok: true, value: await openExample(parts, c, sql, { card: request.device, ...request }) };
  if (first) return { ok: true, value: await enrol(parts, c, sql, request.device, { programme: first.programme, person: first.person }) };
  return { ok: true, value: await found(parts, c, sql, request) };
}

/** Founds the programme; whoever does it is its coordinator. */
async function found(parts: Parts, c: RouteContext, sql: Sql, { device, programme = '', person = '' }: SetupRequest): Promise<Joined> {
  const membership = { programme: randomHex(8), person: randomHex(8) };
  const space = programmeSpace(membership.programme);
  sql.run('INSERT INTO programmes (programme, is_example, created) VALUES (?, 0, ?)', membership.programme, parts.now());
  return enrol(parts, c, sql, device, membership, [
    draft(programmeKind, { space, id: membership.programme }, { name: programme }),
    draft(personKind, { space, id: membership.person }, { name: person, roles: [coordinator] }),
  ]);
}
