import type { PresenceRequest } from '#protocol/sync.ts';
import type { Present } from './sync-state.ts';

/** Who is where, as last heard: the only thing that is never stored. */
export interface Presence {
  in(space: string): readonly Present[];
  /** True when another device is in that very text: what is typed is then sealed at once. */
  isOtherIn(space: string, item: string, field: string): boolean;
  heard(space: string, present: Present[]): void;
  /** Told whenever somebody moved; returns the way to stop. */
  watch(moved: () => void): () => void;
  /** Where this device's user is; null before they were anywhere. */
  here: PresenceRequest | null;
}

/** @param device this device's id, so that it does not count as somebody else */
export function createPresence(device: () => string): Presence {
  const bySpace = new Map<string, readonly Present[]>();
  const watchers = new Set<() => void>();
  return {
    here: null,
    in: space => (bySpace.get(space) ?? []).filter(present => present.device !== device()),
    isOtherIn(space, item, field) {
      return this.in(space).some(present => present.item === item && present.field === field);
    },
    heard(space, present) {
      bySpace.set(space, present);
      for (const moved of watchers) moved();
    },
    watch(moved) {
      watchers.add(moved);
      return () => watchers.delete(moved);
    },
  };
}
