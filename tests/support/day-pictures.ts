import { photo } from '#domain/photo.ts';
import { pictureKinds } from '#domain/picture-kinds.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import { copiesOf, reachOf } from '#notebook/saved.ts';
import { canonical } from '#oplog/json.ts';
import type { LogStore } from '#oplog/log-store.ts';
import { isLacking, picturesOf, showingRows, type Lacks } from '#oplog/pictures.ts';
import { hexDigest } from '#oplog/sha256.ts';
import { covers } from '#oplog/vector.ts';
import { notes } from './day-places.ts';
import type { SimulatedDevice, Tab } from './simulated-device.ts';
import type { VisitDay } from './visit-day.ts';

type Readable = Pick<LogStore, 'read'>;

/** What is known of a day's pictures by whoever watches over it. */
export interface DayPictures {
  /** Acknowledged to a page that lived. */
  kept: { item: string; hash: string; bytes: Uint8Array<ArrayBuffer> }[];
  /** What a server said it lacks beside which heads (spelt), and which server: restorations are counted. */
  said: { heads: string; lacks: Lacks | undefined; generation: number }[];
  /** By hash, the last server that said it had taken one. */
  taken: Map<string, number>;
  /** What items showed that were erased. */
  erased: Set<string>;
}

export function dayPictures(): DayPictures {
  return { kept: [], said: [], taken: new Map(), erased: new Set() };
}

/** Somebody photographs: for a photo of their own, new or in the place of the one before, sometimes the same as another's. */
export async function photograph(day: VisitDay, tab: Tab, before: (drafts: readonly Draft[]) => Promise<number>): Promise<void> {
  const { chance, pictures } = day;
  const same = pictures.kept.length && chance.is(0.15) ? chance.pick(pictures.kept).bytes : null;
  const bytes = same ?? pictureOf(chance.hex(10 + chance.below(100)));
  const where = { space: notes, id: tab.notebook.ownId(`p${chance.below(3)}`) };
  let drafts: Draft[] = [];
  const after = await before([draft(photo, where, {})]);
  const kept = await tab.notebook.keepPicture(notes, bytes, picture => (drafts = [draft(photo, where, { picture, bytes: bytes.length })]));
  if (!kept.ok || tab.isDead) return;
  day.acts.push({ writer: tab.writer, after, drafts });
  pictures.kept.push({ item: `${photo.name}/${where.id}`, hash: kept.picture, bytes });
}

/** Other bytes under a picture's name, one that the server lacks if there is any, and a picture that nothing shows; and somebody without access asks. */
export async function forgePicture(day: VisitDay, { id }: SimulatedDevice): Promise<void> {
  const { held, all } = await day.server.log.read(async reader => ({
    held: await reader.pictures(notes),
    all: [...(await reader.picturesNamed(notes))],
  }));
  const named = all.find(hash => !held.includes(hash)) ?? all[0] ?? '';
  const bytes = pictureOf(day.chance.hex(1));
  for (const hash of [named, hexDigest(bytes)]) await day.time.during(day.server.bring(id, notes, hash, bytes));
  await day.time.during(day.server.fetch('device-host', notes, named));
}

function pictureOf(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array([0xff, 0xd8, 0xff, ...Buffer.from(hex, 'hex')]);
}

const holds = async (store: Readable, hash: string) => {
  const found = await store.read(reader => reader.picture(notes, hash));
  return found !== undefined && hexDigest(new Uint8Array(await found.bytes.arrayBuffer())) === hash;
};
const names = async (store: Readable, hash: string) => (await store.read(reader => reader.picturesNamed(notes))).has(hash);

/** What devices say of photos now, must be so now: the picture is where its photo is said to be. */
export async function checkPicturePromises(day: VisitDay): Promise<string[]> {
  const untrue: string[] = [];
  for (const device of day.devices) {
    const { rows, copies } = await device.disk().read(async reader => ({
      rows: await showingRows(reader, notes, pictureKinds),
      copies: await copiesOf(reader, notes, () => true),
    }));
    for (const row of rows) {
      const { server } = reachOf([row], copies);
      for (const hash of picturesOf(row)) {
        if (server && !(await holds(day.server.log, hash)) && !(await isExcused(day, hash, canonical(copies.server!.vector))))
          untrue.push(`${device.name} says the picture of ${row.id} is on the server`);
        for (const { device: id, vector, lacks } of copies.devices) {
          if (isLacking(lacks, hash) || !Object.entries(row.writers).every(([writer, seq]) => covers(vector, writer, seq))) continue;
          const holders = day.devices.filter(other => other.ids.has(id)).map(other => other.disk());
          const held = await Promise.all(holders.map(async disk => (await holds(disk, hash)) || isGone(day, disk, hash)));
          if (!held.some(Boolean)) untrue.push(`${device.name} says ${id} holds the picture of ${row.id}`);
        }
      }
    }
  }
  return untrue;
}

/** Only an earlier server said so, or it was erased meanwhile. */
async function isExcused(day: VisitDay, hash: string, heads: string): Promise<boolean> {
  const { said, taken } = day.pictures;
  const by = said.filter(one => one.heads === heads && !isLacking(one.lacks, hash)).map(one => one.generation);
  const last = Math.max(-1, taken.get(hash) ?? -1, ...by);
  return (last >= 0 && last < day.generation) || isGone(day, day.server.log, hash);
}

async function isGone(day: VisitDay, store: Readable, hash: string): Promise<boolean> {
  return day.pictures.erased.has(hash) && !(await names(store, hash));
}

/** At the end of the day: each picture is wherever its photo is, and nowhere else. */
export async function checkPictures(day: VisitDay): Promise<{ lost: string[]; erased: string[]; leaked: string[] }> {
  const found = { lost: [] as string[], erased: [] as string[], leaked: [] as string[] };
  const team = day.devices.filter(device => device.person !== 'hanna');
  const stores: { name: string; store: Readable }[] = [
    { name: 'server', store: day.server.log },
    ...team.map(device => ({ name: device.name, store: device.disk() as Readable })),
  ];
  for (const { hash, item } of day.pictures.kept)
    if ((await names(day.server.log, hash)) && !(await holds(day.server.log, hash))) found.lost.push(`server: the picture of ${item}`);
  for (const { name, store } of stores) {
    const [held, named, rows] = await store.read(async reader => [
      await reader.pictures(notes),
      await reader.picturesNamed(notes),
      await showingRows(reader, notes, pictureKinds),
    ]);
    for (const hash of rows.flatMap(picturesOf))
      if (!(await holds(store, hash))) found.lost.push(`${name}: the picture ${hash.slice(0, 8)}`);
    for (const hash of held) if (!named.has(hash)) found.erased.push(`${name}: the picture ${hash.slice(0, 8)}`);
  }
  for (const device of day.devices.filter(one => one.person === 'hanna'))
    if ((await device.disk().read(reader => reader.pictures(notes))).length) found.leaked.push(`${device.name} holds pictures`);
  return found;
}
