import { finding } from '#domain/finding.ts';
import { note } from '#domain/note.ts';
import { itemKey, judgementsIn } from '#oplog/judgements.ts';
import type { ItemName, LogStore } from '#oplog/log-store.ts';
import { pictureNamedBy } from '#oplog/pictures.ts';
import { lettersOf } from './day-checks.ts';
import { debrief, notes } from './day-places.ts';
import type { VisitDay } from './visit-day.ts';

/** A note, a photo or a finding is erased for good; who writes in it meanwhile does not know. */
export async function erase(day: VisitDay): Promise<void> {
  const { chance } = day;
  const { kept } = day.pictures;
  const item = itemNamed(
    kept.length && chance.is(0.25)
      ? chance.pick(kept).item
      : chance.is(0.5)
        ? `${note.name}/${chance.pick(['a', 'b'])}~${chance.below(3)}`
        : `${finding.name}/f${chance.below(2)}`,
  );
  const name = `${item.kind}/${item.id}`;
  const ops = await day.server.log.read(reader => reader.opsOf(item));
  const letters = ops.map(lettersOf).join('');
  const shown = ops.flatMap(op => pictureNamedBy(op) ?? []);
  if (!(letters || shown.length) || day.erased.has(name)) return;
  day.erased.set(name, letters);
  for (const hash of shown) day.pictures.erased.add(hash);
  await day.server.erase(item);
}

/**
 * The server is put back to a copy of before. It has forgotten what was erased since; a device that heard of it brings it again.
 */
export async function restore(day: VisitDay, copy: unknown): Promise<void> {
  day.generation++;
  await day.server.restore(copy);
  for (const name of day.erased.keys()) if (await isErasedAnywhere(day, name)) day.heard.add(name);
}

/** The server is put back to a copy of just before an erasure, which some devices have heard of by then. */
export async function forgetErasure(day: VisitDay): Promise<void> {
  const copy = await day.server.copy();
  await erase(day);
  await day.time.pass(day.chance.pick([0, 400, 3_000]));
  await restore(day, copy);
}

/** The erasures that a restored server forgot before any device had heard of them: these items are not erased. */
export async function forgetUnheard(day: VisitDay): Promise<void> {
  for (const name of day.erased.keys())
    if (day.generation > 0 && !day.heard.has(name) && !(await isErasedAnywhere(day, name))) day.erased.delete(name);
}

function itemNamed(name: string): ItemName {
  const [kind = '', id = ''] = name.split('/');
  return { space: kind === finding.name ? debrief : notes, kind, id };
}

async function isErasedAnywhere(day: VisitDay, name: string): Promise<boolean> {
  for (const store of [day.server.log, ...day.devices.map(device => device.disk())]) if (await isErased(store, name)) return true;
  return false;
}

async function isErased(store: Pick<LogStore, 'read'>, name: string): Promise<boolean> {
  const item = itemNamed(name);
  return (await store.read(reader => judgementsIn(reader, item.space))).erased.has(itemKey(item));
}
