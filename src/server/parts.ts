import type { Context } from 'hono';
import { serverAuthor } from '#oplog/op.ts';
import type { Writing } from '#oplog/ledger.ts';
import { createAccessBook, type AccessBook } from './access/access-book.ts';
import { randomHex } from './access/secrets.ts';
import type { Session } from './access/sessions.ts';
import { createPace, createTries, type Pace, type Tries } from './access/tries.ts';
import { createAudience, type Audience } from './audience.ts';
import { createServerKey, type ServerKey } from './server-key.ts';
import type { Database } from './store/database.ts';

/** What the composition root gives. */
export interface Surroundings {
  database: Database;
  now: () => number;
  /** The public address; null when the server is for this machine alone. */
  origin: string | null;
  /** Whether the server itself speaks https. */
  isTls: boolean;
  /** The folder of the built app, and its build's name. */
  dist: string;
  build: string;
}

/** What the routes share. */
export interface Parts extends Surroundings {
  book: AccessBook;
  audience: Audience;
  /** Wrong codes and links. */
  tries: Tries;
  pace: Pace;
  /** Pictures that are brought. */
  picturePace: Pace;
  /** What the server signs with. */
  key: ServerKey;
  /** This start's writer: the server writes as each device does. */
  writer: string;
  writing(author?: string, wall?: number): Writing;
}

export type Env = { Variables: { session: Session; address: string; origin: string } };
export type RouteContext = Context<Env>;
export type Route = (c: RouteContext) => Promise<Response> | Response;

const quarter = 15 * 60_000;

export function assemble(around: Surroundings): Parts {
  const { database, now } = around;
  const book = createAccessBook();
  const writer = randomHex(8);
  return {
    ...around,
    book,
    writer,
    key: createServerKey(database),
    audience: createAudience(database.read, book),
    tries: createTries({ perKey: 10, inAll: 100, window: quarter }, now),
    pace: createPace({ perSecond: 100, burst: 2_000 }, now),
    picturePace: createPace({ perSecond: 4, burst: 400 }, now),
    writing: (author = serverAuthor, wall = now()) => ({ writer, author, now: now(), wall, salt: () => randomHex(8) }),
  };
}
