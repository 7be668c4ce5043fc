import { rolesIn } from '#domain/access.ts';
import { kindNamed } from '#domain/kinds.ts';
import { coordinator } from '#domain/role.ts';
import { ownerOf } from '#oplog/owner.ts';
import { EraseRequest } from '#protocol/membership.ts';
import { readBody } from '../door.ts';
import { refuse } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';
import { eraseAsServer } from '../store/writers.ts';

/**
 * Erases an item for good, with the photos beside it: a coordinator any, its owner their own. What access rests on (people, teams, visits) is not erased by this way.
 * After the commit no byte of it is left in the database, and each device that hears of it keeps none.
 */
export function eraseRoute(parts: Parts): Route {
  return async c => {
    const request = await readBody(c, EraseRequest);
    if (!request) return refuse(c, 'malformed', 'erase');
    const { database, book, audience } = parts;
    const { space, kind, id } = request;
    const membership = book.readerOf(database.read, c.var.session.memberships, space);
    if (!membership) return refuse(c, 'no-access');
    const declared = kindNamed(kind);
    if (!declared || declared.access) return refuse(c, 'malformed', 'kind');
    const roles = rolesIn(book.of(database.read, membership.programme), membership.person, space);
    const mayErase = (item: { id: string }) => roles.includes(coordinator) || ownerOf(item.id) === membership.person;
    if (!mayErase({ id })) return refuse(c, 'not-coordinator');
    await database.write(sql => eraseAsServer(sql, parts.writing(), { space, kind, id }, mayErase));
    await database.checkpoint();
    audience.tell({ type: 'moved', space });
    return c.json({ done: true });
  };
}
