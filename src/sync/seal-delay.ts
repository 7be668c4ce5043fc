import type { SyncEngine } from './engine.ts';

/** When a text that is being written is sealed, in milliseconds: soon when somebody else is in that very text; else as often as there is somebody to send it to. */
export function sealDelay(engine: SyncEngine | null, space: string, id: string, field: string): number {
  if (engine?.presence.isOtherIn(space, id, field)) return 150;
  return engine?.state.link === 'online' ? 10_000 : 30_000;
}
