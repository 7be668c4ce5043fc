import type { writeRefusal } from '#domain/access.ts';
import type { LogStore } from '#oplog/log-store.ts';
import type { RememberedMembership } from '#protocol/remembered.ts';

/** What the notebook stands on. Clock, chance and locks come in as arguments; `Platform` fits as it is. */
export interface Surroundings {
  store: LogStore;
  membership: RememberedMembership;
  /** This start's writer: 16 hex characters, minted now and never used again. Each tab has its own. */
  writer: string;
  now(): number;
  /** Server clock − device clock in milliseconds, as last measured; 0 before. */
  offset(): number;
  randomHex(bytes: number): string;
  after(milliseconds: number, run: () => void): () => void;
  locks: {
    hold(name: string): Promise<() => void>;
    ifFree<T>(name: string, run: () => Promise<T>): Promise<T | 'held'>;
  };
  /** How soon a text being written is sealed, in milliseconds: soon when somebody else is in that very text. */
  sealDelay(space: string, id: string, field: string): number;
  /** What may be written, where that is less than the person may otherwise. */
  writeRefusal?: typeof writeRefusal;
}

/** The Web Lock a writer holds while it lives; whoever gets it may seal what that writer left open. */
export function writerLock(writer: string): string {
  return `writer/${writer}`;
}
