import { rolesIn } from '#domain/access.ts';
import { device as deviceKind } from '#domain/device.ts';
import { pictureKindsIn } from '#domain/picture-kinds.ts';
import { visitor } from '#domain/role.ts';
import { debriefSpace, notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { readItem } from '#oplog/kind.ts';
import { vectorOf, type Head, type LogReader } from '#oplog/log-store.ts';
import { isLacking, picturesOf, showingRows, type Lacks } from '#oplog/pictures.ts';
import { includes, missingCount, type Vector } from '#oplog/vector.ts';
import { receiptsKey, serverHeadsKey, type ServerHeads, type TeamReceipts } from '#protocol/remembered.ts';
import type { Notebook } from './notebook.ts';
import type { NotebookReader } from './reader.ts';
import { asideIn } from './set-aside.ts';

/*
 * Whether the tablets may part: everything each device wrote of a visit, pictures too, is on the server, or on at least one other device of the team. It is
 * computed from words that were given after a commit and from nothing else. What a device wrote after its last word cannot be known, so it
 * counts as safe only while that word is fresh: a device in use speaks each half minute and is heard of within two, and one that was put away
 * with everything sealed and sent writes nothing until it is taken out again, which it says at once where there is a network.
 */

/** Milliseconds a word is good for: of a device in use, and of one that was put away. */
export const freshFor = 3 * 60_000;
export const awayFor = 15 * 60_000;

/**
 * `safe`: all it wrote is elsewhere too, and its word is fresh. `waits`: something is on it alone. `silent`: what came after its last word is not
 * known. `unheard`: it has never said a word of this visit. `untold`: an app of before, which does not say what is open.
 */
export type Standing = 'safe' | 'waits' | 'silent' | 'unheard' | 'untold';

export interface DeviceStand {
  device: string;
  isThis: boolean;
  isAside: boolean;
  standing: Standing;
  /** Operations, open texts and pictures that are on this device and nowhere else, by its last word. */
  onlyThere: number;
  /** How many of them are pictures. */
  pictures: number;
  /** Since when: of this device the time of the oldest, of others their word. Milliseconds; null when there is nothing or nothing is known. */
  since: number | null;
  /** Its oldest word of the visit's spaces by the server's clock, null when one is lacking; of this device always now. */
  heard: number | null;
  isAway: boolean;
  /** How many of the visit's operations it holds. */
  holds: number;
}

/** The worst of the devices that are not set aside. */
export interface Leave {
  verdict: 'safe' | 'waits' | 'unknown';
  devices: DeviceStand[];
  /** The visit's operations, as far as anybody has spoken of them. */
  total: number;
}

export interface SpaceWords {
  space: string;
  /** What this device holds, and its texts not sealed yet. */
  own: Vector;
  open: number;
  server: Vector;
  /** The pictures that the server lacks. */
  serverLacks: Lacks | undefined;
  words: TeamReceipts['devices'];
  /** Those that the space's items show, as far as this device knows. */
  pictures: ShownPicture[];
}

interface ShownPicture {
  hash: string;
  /** The operations of what shows it: who lacks one of them has said nothing of the picture. */
  writers: Vector;
  isHere: boolean;
  /** Since when there is what shows it, in milliseconds. */
  since: number;
}

export interface LeaveKnown {
  spaces: readonly SpaceWords[];
  me: string;
  /** The visitors' devices in use, and others in use, which are waited for only if they say that they hold something alone. */
  team: readonly string[];
  others: readonly string[];
  aside: ReadonlySet<string>;
  /** When the oldest of what is here alone was written. */
  since: number | null;
}

export function leaveOf(known: LeaveKnown, now: number): Leave {
  const { me, team, others, aside } = known;
  const all = known.spaces.map(one => greatest([one.own, one.server, ...Object.values(one.words).map(word => word.vector)]));
  const stands = [...new Set([me, ...team, ...others])].map(device => standOf(known, device, now));
  const devices = stands.filter(one => one.isThis || team.includes(one.device) || one.onlyThere > 0);
  const counted = devices.filter(one => !aside.has(one.device));
  const verdict = counted.some(one => one.standing === 'waits')
    ? 'waits'
    : counted.every(one => one.standing === 'safe')
      ? 'safe'
      : 'unknown';
  return { verdict, devices, total: all.reduce((sum, vector) => sum + missingCount(vector, {}), 0) };
}

function standOf(known: LeaveKnown, device: string, now: number): DeviceStand {
  const isThis = device === known.me;
  let onlyThere = 0;
  let pictures = 0;
  let holds = 0;
  const times: number[] = [];
  let isHeard = true;
  let isAway = !isThis;
  let isTold = true;
  for (const space of known.spaces) {
    const word = isThis ? { vector: space.own, at: now, open: space.open } : space.words[device];
    if (!word) {
      isHeard = false;
      continue;
    }
    const alone = picturesAlone(known, space, device).length;
    pictures += alone;
    onlyThere += missingCount(word.vector, elsewhere(known, space, device)) + (word.open ?? 0) + alone;
    holds += missingCount(word.vector, {});
    times.push(word.at);
    isAway &&= word.away === true;
    isTold &&= word.open !== undefined;
  }
  const heard = isHeard && times.length ? Math.min(...times) : null;
  isAway &&= heard !== null;
  // A word from the future is of a clock that was set back since, and its age is not known.
  const isFresh = times.every(at => Math.abs(now - at) <= (isAway ? awayFor : freshFor));
  const standing = onlyThere > 0 ? 'waits' : heard === null ? 'unheard' : !isTold ? 'untold' : isFresh ? 'safe' : 'silent';
  const since = onlyThere === 0 ? null : isThis ? known.since : heard;
  return { device, isThis, isAside: known.aside.has(device), standing, onlyThere, pictures, since, heard, isAway, holds };
}

/** What of a space is on the server or on a device of the team that is waited for, other than `device`. */
function elsewhere({ me, team, aside }: LeaveKnown, { own, server, words }: SpaceWords, device: string): Vector {
  const copies = team.filter(one => one !== device && !aside.has(one));
  return greatest([server, ...copies.map(one => (one === me ? own : (words[one]?.vector ?? {})))]);
}

/** The pictures of a space that a device holds, and neither the server nor another of the team that is waited for. */
function picturesAlone(known: LeaveKnown, space: SpaceWords, device: string): ShownPicture[] {
  const { me, team, aside } = known;
  const { words, server, serverLacks } = space;
  const isIn = (word: { vector: Vector; lacks?: Lacks | undefined } | undefined, one: ShownPicture) =>
    word !== undefined && includes(word.vector, one.writers) && !isLacking(word.lacks, one.hash);
  const isAt = (where: string, one: ShownPicture) => (where === me ? one.isHere : isIn(words[where], one));
  const others = team.filter(one => one !== device && !aside.has(one));
  const isElsewhere = (one: ShownPicture) => isIn({ vector: server, lacks: serverLacks }, one) || others.some(other => isAt(other, one));
  return space.pictures.filter(one => isAt(device, one) && !isElsewhere(one));
}

function greatest(vectors: readonly Vector[]): Vector {
  const whole: Vector = {};
  for (const vector of vectors) for (const [writer, seq] of Object.entries(vector)) whole[writer] = Math.max(seq, whole[writer] ?? 0);
  return whole;
}

export const spacesOfVisit = (visit: string) => [visitSpace(visit), notesSpace(visit), debriefSpace(visit)];

export interface LeaveRead {
  known: LeaveKnown;
  /** This device's heads, with the hashes that name their chains. */
  heads: Head[];
}

/** Reads heads and words, and of the rows those alone that show pictures: a visit of ten thousand notes is known as quickly as one of ten. */
export async function readLeave(notebook: Notebook, { log }: NotebookReader, visit: string): Promise<LeaveRead> {
  const { me } = notebook;
  const [access, opens, rows, aside, all] = await Promise.all([
    notebook.access(log),
    log.opens(),
    log.rowsOfKind(programmeSpace(me.programme), deviceKind.name),
    asideIn(log, visit),
    Promise.all(spacesOfVisit(visit).map(space => wordsIn(log, space))),
  ]);
  const heads = all.flatMap(one => one.heads);
  const spaces = all.map(one => ({ ...one.words, open: opens.filter(open => open.space === one.words.space).length }));
  const inUse = rows.map(row => readItem(deviceKind, row)).filter(one => one.state === 'in-use' && one.id !== me.device);
  const isVisitor = (person: string) => rolesIn(access, person, notesSpace(visit)).includes(visitor);
  const team = inUse.filter(one => isVisitor(one.person)).map(one => one.id);
  const known: LeaveKnown = {
    spaces,
    me: me.device,
    team: isVisitor(me.person) ? [me.device, ...team] : team,
    others: inUse.filter(one => !isVisitor(one.person)).map(one => one.id),
    aside,
    since: null,
  };
  const visitOpens = opens.filter(one => spaces.some(({ space }) => space === one.space)).map(one => one.since);
  const oldest = [...visitOpens, ...(await firstAlone(log, known))];
  return { known: { ...known, since: oldest.length ? Math.min(...oldest) : null }, heads };
}

async function wordsIn(log: LogReader, space: string): Promise<{ heads: Head[]; words: Omit<SpaceWords, 'open'> }> {
  const [heads, server, said, shown, held] = await Promise.all([
    log.heads(space),
    log.memory<ServerHeads>(serverHeadsKey(space)),
    log.memory<TeamReceipts>(receiptsKey(space)),
    showingRows(log, space, pictureKindsIn(space)),
    log.pictures(space),
  ]);
  const here = new Set(held);
  const pictures = shown.flatMap(row =>
    picturesOf(row).map(hash => ({ hash, writers: row.writers, isHere: here.has(hash), since: row.born.wall })),
  );
  const own = vectorOf(heads);
  return {
    heads,
    words: { space, own, server: server?.vector ?? {}, serverLacks: server?.lacks, words: said?.devices ?? {}, pictures },
  };
}

/** When the first operation of each writer that is here alone was written, and the pictures that are. */
async function firstAlone(log: LogReader, known: LeaveKnown): Promise<number[]> {
  const times: number[] = [];
  for (const one of known.spaces) {
    const other = elsewhere(known, one, known.me);
    times.push(...picturesAlone(known, one, known.me).map(picture => picture.since));
    for (const [writer, seq] of Object.entries(one.own)) {
      const after = other[writer] ?? 0;
      const first = seq > after ? await log.op(one.space, writer, after + 1) : undefined;
      if (first) times.push(first.wall);
    }
  }
  return times;
}
