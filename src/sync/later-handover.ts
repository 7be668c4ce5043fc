import type { Handover } from '#protocol/handover.ts';
import type { HandoverSide, HandoverSurroundings } from './handover/surroundings.ts';

/** Hand-over, fetched when it is first used: a first screen needs none of it. */
export function createLaterHandover({
  side,
  ...around
}: Omit<HandoverSurroundings, 'compression' | keyof HandoverSide> & { side: () => Promise<HandoverSide> }): Handover {
  let loading: Promise<Handover> | null = null;
  const load = () =>
    (loading ??= Promise.all([import('./handover/handover.ts'), side()])
      .then(([{ createHandover }, known]) => createHandover({ ...around, ...known }))
      .catch((error: unknown) => {
        loading = null;
        throw error;
      }));
  const notLoaded = { ok: false as const, error: { type: 'not-loaded' as const } };
  return {
    give: async what => {
      const handover = await load().catch(() => null);
      return handover ? handover.give(what) : notLoaded;
    },
    take: async bytes => {
      const handover = await load().catch(() => null);
      return handover ? handover.take(bytes) : notLoaded;
    },
  };
}
