import type { LogReader, LogStore } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import type { HandoverSummary } from '#protocol/handover.ts';
import type { Subtle } from '#protocol/subtle.ts';
import type { Compression } from './compression.ts';

/** What is judged by the programme's rows, as they stand at one moment. */
export interface HandoverGrounds {
  /** The spaces that belong to a visit and that this person may read; `all` with the programme's own. */
  spacesOf(visit: string, whose: 'mine' | 'all'): string[];
  isCutOff(device: string): boolean;
  /** Whether a person's words may stand in a space; true of one who is not known here yet: the server's certificate says who they are. */
  mayBring(person: string, space: string): boolean;
  /** Whether an operation's author may have written it with the device of one of these; false of whoever is not known here yet. */
  mayBorrow(holders: ReadonlySet<string>, op: Op): boolean;
  /** A device, and those that its profile was copied from. */
  originsOf(device: string): ReadonlySet<string>;
}

/** What it is told by those who know which kinds there are, and who may what. */
export interface HandoverSide {
  membership: { programme: string; person: string; device: string };
  /** The kinds whose items show pictures. */
  pictureKinds: readonly string[];
  /** The device's corrected clock, in milliseconds. */
  wall(): number;
  /** Puts every open text into an operation; false when one could not be. */
  sealAll(): Promise<boolean>;
  grounds(reader: LogReader): Promise<HandoverGrounds>;
  summarise(reader: LogReader, ops: readonly Op[]): Promise<HandoverSummary>;
}

/** What hand-over stands on. */
export interface HandoverSurroundings extends HandoverSide {
  store: LogStore;
  subtle: Subtle;
  compression: Compression;
  randomHex(bytes: number): string;
  /** What a file is called, without its ending. */
  nameNow(): string;
}
