import { handoverEnding, type GiveResult, type Handover, type TakeResult } from '#protocol/handover.ts';
import { streamCompression, type Compression } from './compression.ts';
import { makeBundle } from './make-bundle.ts';
import { takeBundle } from './read-bundle.ts';
import type { HandoverSurroundings } from './surroundings.ts';

/** The door of hand-over; `later-handover.ts` fetches it when it is first used. */
export function createHandover(around: Omit<HandoverSurroundings, 'compression'> & { compression?: Compression }): Handover {
  const full: HandoverSurroundings = { ...around, compression: around.compression ?? streamCompression };
  const { store } = full;

  async function give({ visit, whose, to }: Parameters<Handover['give']>[0]): Promise<GiveResult> {
    if (!(await full.sealAll())) return { ok: false, error: { type: 'unsealed' } };
    const spaces = await store.read(async reader => (await full.grounds(reader)).spacesOf(visit, whose));
    const made = await makeBundle(full, { contents: 'words', spaces, whose, to });
    if (!made.ok) return made;
    const { ops, ...packed } = made.value;
    const summary = await store.read(reader => full.summarise(reader, ops));
    return { ok: true, value: { ...packed, fileName: full.nameNow() + handoverEnding, summary } };
  }

  async function take(bytes: Uint8Array<ArrayBuffer>): Promise<TakeResult> {
    const taken = await takeBundle(full, bytes);
    if (!taken.ok) return taken;
    const { contents, from, added, leftOut, spaces, missing, missingPictures, pictures } = taken.value;
    if (contents === 'receipt') return { ok: true, value: { type: 'receipt', from, missing, missingPictures } };
    const receipt = await makeBundle(full, { contents: 'receipt', spaces, whose: 'nobody' });
    // Keys were there a moment ago, when the words were opened with them.
    if (!receipt.ok) return { ok: false, error: { type: 'no-keys' } };
    const summary = await store.read(reader => full.summarise(reader, added));
    const { bytes: back } = receipt.value;
    return {
      ok: true,
      value: { type: 'words', from, added: summary, leftOut, pictures, receipt: back, receiptName: full.nameNow() + handoverEnding },
    };
  }

  /** A store that has stopped says why itself; here it is that nothing was taken, or packed. */
  const stopped = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      if (error instanceof Error && error.name === 'StoreStopped') return { ok: false as const, error: { type: 'storage' as const } };
      throw error;
    });

  return { give: what => stopped(give(what)), take: bytes => stopped(take(bytes)) };
}
