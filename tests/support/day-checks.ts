import { erasureKind } from '#oplog/fold-version.ts';
import { foldItem, type Row } from '#oplog/fold.ts';
import { canonical, type Json } from '#oplog/json.ts';
import { itemKey, judgementsIn, type Judgements } from '#oplog/judgements.ts';
import { vectorOf, type LogReader, type LogStore } from '#oplog/log-store.ts';
import { hashOp, opName, type Op } from '#oplog/op.ts';
import { ownerOf } from '#oplog/owner.ts';
import { typedIn } from '#oplog/text.ts';
import { receiptsKey, serverHeadsKey, type ServerHeads, type TeamReceipts } from '#protocol/remembered.ts';
import { checkPicturePromises, checkPictures } from './day-pictures.ts';
import { debrief, notes } from './day-places.ts';
import { anyLetter } from './kept-words.ts';
import type { VisitDay } from './visit-day.ts';

/** What went wrong in a day; all of it empty when nothing did. */
export interface DayVerdict {
  /** Letters and sentences acknowledged and not found, where. */
  lost: string[];
  /** Devices whose rows or operations are not the same bytes as the others', or as folded anew. */
  diverged: string[];
  /** Claims of "on the server" or "on a device" that were not so. */
  untrue: string[];
  /** Two operations of one writer and seq, and two devices that go by one id. */
  twins: string[];
  /** What reached somebody without access. */
  leaked: string[];
  /** Rows changed by somebody who may not. */
  usurped: string[];
  /** Letters that were erased, and where they are still. */
  erased: string[];
  /** Errors that nobody expected. */
  unexpected: string[];
  operations: number;
}

type Readable = Pick<LogStore, 'read'>;

const teamSpaces = [notes, debrief];

export async function checkDay(day: VisitDay, sentences: readonly { text: string; words: string }[]): Promise<DayVerdict> {
  const hashes = new Map<Op, string>();
  const hashOf = (op: Op): string => {
    const hash = hashes.get(op) ?? hashOp(op);
    hashes.set(op, hash);
    return hash;
  };
  const team = day.devices.filter(device => device.person !== 'hanna');
  const verdict: DayVerdict = {
    lost: [],
    diverged: [],
    untrue: await checkPromises(day),
    twins: [...(await twins(day, hashOf)), ...devicesInOne(day)],
    leaked: [...day.leaks],
    usurped: [],
    erased: [],
    unexpected: [],
    operations: 0,
  };
  let reference: { space: string; ops: string; rows: string }[] | null = null;
  for (const { name, store } of [
    { name: 'server', store: day.server.log },
    ...team.map(device => ({ name: device.name, store: device.disk() as Readable })),
  ]) {
    const contents = [];
    for (const space of teamSpaces) {
      const ops = await opsIn(store, space);
      const judged = await store.read(reader => judgementsIn(reader, space));
      const { refused } = judged;
      const rows = foldedAnew(day, ops, judged);
      // The server keeps rows of access kinds only; its operations must say the same all the same.
      if (name !== 'server') verdict.diverged.push(...differences(name, await rowsIn(store, space, rows), rows));
      verdict.lost.push(...actsLost(name, space, ops, day));
      verdict.usurped.push(...usurped(name, rows));
      verdict.leaked.push(...payloadsKept(name, ops, refused));
      verdict.erased.push(...returnedLetters(name, ops, rows, day, refused));
      verdict.lost.push(...lostIn(name, space, rows, day, sentences));
      // A restored server gets everything back, its own words too, but what was forged, when the forger's own device, full, never held it: nobody
      // signed for that.
      const isOurs = ({ writer }: Op) => day.generation === 0 || !day.forged.has(writer);
      const ours = ops.filter(isOurs);
      const oursFolded = day.generation === 0 ? rows : foldedAnew(day, ours, judged);
      contents.push({ space, ops: canonical(ours.map(hashOf).sort()), rows: canonical(oursFolded as unknown as Json) });
      if (name === 'server') verdict.operations += ops.length;
    }
    reference ??= contents;
    for (const [index, { space, ops, rows }] of contents.entries()) {
      if (ops !== reference[index]!.ops) verdict.diverged.push(`${name}: other operations of ${space}`);
      if (rows !== reference[index]!.rows) verdict.diverged.push(`${name}: other rows of ${space}`);
    }
  }
  const pictures = await checkPictures(day);
  verdict.lost.push(...(await draftsLost(day)), ...pictures.lost);
  verdict.erased.push(...pictures.erased);
  verdict.leaked.push(...pictures.leaked);
  for (const device of day.devices.filter(one => one.person === 'hanna')) {
    for (const space of teamSpaces) if ((await opsIn(device.disk(), space)).length) verdict.leaked.push(`${device.name} holds ${space}`);
  }
  return verdict;
}

/** What the devices claim now must be so now: from the server's durable store, and from each device's. */
export async function checkPromises(day: VisitDay): Promise<string[]> {
  const untrue: string[] = [];
  for (const device of day.devices) {
    for (const space of teamSpaces) {
      const { server, receipts, heads } = await device.disk().read(async reader => ({
        server: await reader.memory<ServerHeads>(serverHeadsKey(space)),
        receipts: await reader.memory<TeamReceipts>(receiptsKey(space)),
        heads: await reader.heads(space),
      }));
      const generation = server && day.answered.get(space)?.get(canonical(server.vector));
      if (server && generation === undefined) untrue.push(`${device.name} believes of ${space} what no server said`);
      // A server that was restored since has made no promise to this device yet, or none that it could write down.
      if (server && generation === day.generation) {
        for (const { writer, seq } of heads) {
          const claimed = Math.min(seq, server.vector[writer] ?? 0);
          if (claimed === 0) continue;
          const own = await device.disk().read(reader => reader.op(space, writer, claimed));
          const there = await day.server.log.read(reader => reader.op(space, writer, claimed));
          if (!there || !own || hashOp(there) !== hashOp(own))
            untrue.push(`${device.name} says ${space} ${writer}.${claimed} is on the server`);
        }
      }
      for (const [id, { vector }] of Object.entries(receipts?.devices ?? {})) {
        const holders = day.devices.filter(other => other.ids.has(id));
        const held = await Promise.all(holders.map(async other => vectorOf(await other.disk().read(reader => reader.heads(space)))));
        const isHeld = held.some(one => Object.entries(vector).every(([writer, seq]) => (one[writer] ?? 0) >= seq));
        if (!isHeld) untrue.push(`${device.name} says ${id} holds ${space} ${JSON.stringify(vector)}`);
      }
    }
  }
  return [...untrue, ...(await checkPicturePromises(day))];
}

/** A profile that was copied must have been noticed by the end of the day: all have met the server. */
function devicesInOne({ devices }: VisitDay): string[] {
  const byId = Map.groupBy(devices, device => device.id);
  return [...byId].filter(([, same]) => same.length > 1).map(([id, same]) => `${same.map(one => one.name).join(' and ')} are one: ${id}`);
}

async function twins(day: VisitDay, hashOf: (op: Op) => string): Promise<string[]> {
  const hashes = new Map<string, string>();
  const found: string[] = [];
  for (const store of [day.server.log, ...day.devices.map(device => device.disk() as Readable)]) {
    for (const space of teamSpaces) {
      for (const op of await opsIn(store, space)) {
        const key = `${space} ${opName(op)}`;
        const hash = hashOf(op);
        if ((hashes.get(key) ?? hash) !== hash) found.push(key);
        hashes.set(key, hash);
      }
    }
  }
  return found;
}

function lostIn(where: string, space: string, rows: Row[], day: VisitDay, sentences: readonly { text: string; words: string }[]): string[] {
  const kind = space === notes ? 'note' : 'finding';
  const words = new Map(rows.filter(row => row.kind === kind).map(row => [`${kind}/${row.id}`, Object.values(row.texts).join('\n')]));
  const lost: string[] = [];
  for (const text of day.words.texts().filter(name => name.startsWith(`${kind}/`) && !day.erased.has(name))) {
    const missing = day.words.missing(text, words.get(text) ?? '');
    if (missing.length) lost.push(`${where}: ${text} lacks ${missing.length} letters`);
  }
  for (const sentence of sentences) {
    if (sentence.text.startsWith(`${kind}/`) && !words.get(sentence.text)?.includes(sentence.words))
      lost.push(`${where}: ${sentence.text} lacks "${sentence.words}"`);
  }
  return lost;
}

/** Each value acknowledged stands in an operation, and beats by its stamp all that its writer had seen. */
function actsLost(where: string, space: string, ops: readonly Op[], day: VisitDay): string[] {
  const byItem = new Map<string, Op[]>();
  for (const op of ops) byItem.set(`${op.writer} ${op.kind} ${op.id}`, [...(byItem.get(`${op.writer} ${op.kind} ${op.id}`) ?? []), op]);
  return day.acts.flatMap(({ writer, after, drafts }) =>
    drafts.flatMap(({ space: of, kind, id, set }) => {
      if (of !== space || day.erased.has(`${kind}/${id}`)) return [];
      const own = byItem.get(`${writer} ${kind} ${id}`) ?? [];
      return Object.entries(set).flatMap(([path, to]) =>
        own.some(op => op.time > after && canonical(op.patch.set?.[path]?.to) === canonical(to))
          ? []
          : [`${where}: ${kind} ${id} ${path}, written after ${after}`],
      );
    }),
  );
}

/** An owned row holds nothing of anybody else, whatever was sent in. */
function usurped(where: string, rows: Row[]): string[] {
  return rows.flatMap(row => {
    const owner = row.kind === erasureKind ? null : ownerOf(row.id);
    const authors = new Set([row.born.author, row.changed.author, ...Object.values(row.cells).map(cell => cell.author)]);
    const isForged = JSON.stringify([row.texts, row.cells]).includes('☠');
    return (owner && [...authors].some(author => author !== owner)) || isForged ? [`${where}: ${row.kind} ${row.id}`] : [];
  });
}

/** What stood at the server when its item was erased is in no operation and no row; a draft that came back to its author is theirs. */
function returnedLetters(where: string, ops: readonly Op[], rows: readonly Row[], day: VisitDay, refused: ReadonlySet<string>): string[] {
  const said = (name: string) =>
    ops.filter(op => `${op.kind}/${op.id}` === name && !(where !== 'server' && refused.has(opName(op)))).map(lettersOf);
  const shown = (name: string) => rows.filter(row => `${row.kind}/${row.id}` === name).map(row => JSON.stringify(row.texts));
  return [...day.erased].flatMap(([name, letters]) => {
    const there = [...said(name), ...shown(name)].join('');
    // The server keeps nothing of it at all, a device what came to be written there later.
    const isThere = where === 'server' ? anyLetter.test(there) : [...letters].some(letter => there.includes(letter));
    return isThere ? [`${where}: ${name}`] : [];
  });
}

/** What was written into an item after it was erased, by somebody who did not know, is still with somebody. */
async function draftsLost(day: VisitDay): Promise<string[]> {
  const lost: string[] = [];
  for (const [name, letters] of day.erased) {
    let held = letters;
    for (const device of day.devices)
      for (const space of teamSpaces)
        for (const op of await opsIn(device.disk(), space)) if (`${op.kind}/${op.id}` === name) held += lettersOf(op);
    const missing = day.words.missing(name, held);
    if (missing.length) lost.push(`nowhere: ${missing.length} letters written into ${name}, which was erased`);
  }
  return lost;
}

/** The letters an operation's texts bring. */
export function lettersOf(op: Op): string {
  return Object.values(op.patch.text ?? {})
    .map(typedIn)
    .join('');
}

/** A refused operation keeps its slot, and nothing of what it said. */
function payloadsKept(where: string, ops: readonly Op[], refused: ReadonlySet<string>): string[] {
  return ops
    .filter(op => refused.has(opName(op)) && JSON.stringify(op.patch).includes('☠'))
    .map(op => `${where}: what ${opName(op)} said, which was refused`);
}

/** From the operations alone, in an order that chance gives. */
function foldedAnew(day: VisitDay, ops: readonly Op[], { refused, erased }: Judgements): Row[] {
  const items = new Map<string, Op[]>();
  for (const op of day.chance.shuffled(ops)) items.set(`${op.kind}\n${op.id}`, [...(items.get(`${op.kind}\n${op.id}`) ?? []), op]);
  const rows = [...items.values()]
    .filter(([one]) => !erased.has(itemKey(one!)))
    .map(found => foldItem(found, found[0]!.kind === 'verdict' ? new Set() : refused))
    .filter(row => row !== null);
  return rows.sort((a, b) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1));
}

async function rowsIn(store: Readable, space: string, like: readonly Row[]): Promise<Row[]> {
  const kinds = new Set(['note', 'finding', 'asked', 'interview', 'seat', 'verdict', ...like.map(row => row.kind)]);
  const rows: Row[] = [];
  for (const kind of kinds) rows.push(...(await store.read(reader => reader.rowsOfKind(space, kind))));
  return rows.sort((a, b) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1));
}

function differences(where: string, stored: Row[], anew: Row[]): string[] {
  const kept = new Map(stored.map(row => [`${row.kind} ${row.id}`, canonical(row as unknown as Json)]));
  const wrong = anew
    .filter(row => kept.get(`${row.kind} ${row.id}`) !== canonical(row as unknown as Json))
    .map(row => `${where}: ${row.kind} ${row.id} is not as folded anew`);
  return kept.size === anew.length ? wrong : [...wrong, `${where}: ${kept.size} rows stored, ${anew.length} folded anew`];
}

async function opsIn(store: Readable, space: string): Promise<Op[]> {
  return store.read(async (reader: LogReader) => {
    const ops: Op[] = [];
    for (const { writer } of await reader.heads(space)) ops.push(...(await reader.opsAfter(space, writer, 0, 1_000_000)));
    return ops;
  });
}
