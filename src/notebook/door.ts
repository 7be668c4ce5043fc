import type { Access } from '#domain/access.ts';
import type { Json } from '#oplog/json.ts';
import type { Fields, Kind } from '#oplog/kind.ts';
import type { ItemName, LogReader, OpenOp } from '#oplog/log-store.ts';
import type { ActName, SpaceActs } from './acts.ts';
import type { BroughtBack, Copied } from './bring-back.ts';
import type { Draft } from './draft.ts';
import type { Written } from './failure.ts';
import type { HistoryEntry } from './history.ts';
import type { KeptPicture, ShowPicture } from './pictures.ts';
import type { NotebookReader } from './reader.ts';
import type { Copies } from './saved.ts';
import type { TextSession } from './text-session.ts';

/** The app's one door. Everything that is written goes through it, everything that is shown is read through it. */
export interface Notebook {
  readonly me: { programme: string; person: string; device: string };
  /** Whose device it is, when `me` has borrowed it; else ''. */
  readonly lender: string;
  /** A fresh id for an item; `mine` makes one that this person owns. */
  newId(ownership?: 'mine'): string;
  /** The id of this person's own item about something: one on each device they write with. */
  ownId(about: string): string;
  /** Whether an item is this person's, to be gone on with on this device. */
  owns(id: string): boolean;
  /** The device's clock, corrected by its offset to the server, in milliseconds. */
  wall(): number;
  /** Writes all drafts in one act, or none. Resolves after the strict transaction. */
  write(drafts: readonly Draft[]): Promise<Written>;
  /**
   * Stores a picture (JPEG, WebP or PNG, at most 1 MB) and what shows it, in one act: `show` gives the drafts by the picture's name, of which one
   * of that space has it as its `picture`. Resolves after the strict transaction.
   */
  keepPicture(space: string, bytes: Uint8Array<ArrayBuffer>, show: ShowPicture): Promise<KeptPicture>;
  /** A picture's bytes, by the name that its item gives; undefined while it is not on this device. */
  picture(space: string, picture: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** `next` now, and when the picture has come. Returns the way to stop. */
  watchPicture(space: string, picture: string, next: (bytes: Uint8Array<ArrayBuffer> | undefined) => void): () => void;
  /** What was done in a space, act by act; `undoingOf` says what undoing one would do. */
  acts(space: string): Promise<SpaceActs>;
  /** Undoes acts as one act, where nobody has changed anything since; the answer names what was left as it is. */
  undo(acts: readonly ActName[]): Promise<Written>;
  /** Opens a text for writing; the same text is opened once, and shared. `start` is what a new item begins with. */
  openText<F extends Fields>(
    kind: Kind<F>,
    where: { space: string; id: string },
    field: keyof F & string,
    start?: Record<string, Json>,
  ): Promise<TextSession>;
  read<T>(read: (reader: NotebookReader) => Promise<T>): Promise<T>;
  /** `read` now and after each change of its answer. Returns the way to stop. */
  watch<T>(read: (reader: NotebookReader) => Promise<T>, next: (value: T) => void, fail: (error: unknown) => void): () => void;
  history(item: ItemName): Promise<HistoryEntry[]>;
  /** What is known of a space's copies elsewhere: in the team's spaces on visitors' devices, else on all that are in use. */
  copies(reader: LogReader, space: string): Promise<Copies>;
  ownWriters(reader: LogReader): Promise<Set<string>>;
  access(reader: LogReader): Promise<Access>;
  /** Fetches what writing needs, and takes over what dead writers left open. Called once, after the first screen is drawn. */
  ready(): Promise<void>;
  /** Seals every open text: before hiding, before a hand-over. */
  sealAll(): Promise<void>;
  /** After space was made: texts that stayed on the screen are stored, and what was left open is sealed. */
  retryAll(): void;
  /** The texts whose last characters are not stored, by item id. */
  unstored(): string[];
  /** The same with their words, for a copy that holds everything. */
  unstoredTexts(): { open: OpenOp; words: Record<string, string> }[];
  /** Takes in what a copy holds of this device's programmes, all in one act; `bring-back.ts` says how. Rejects with the store's failure. */
  bringBack(copied: Copied): Promise<BroughtBack>;
  close(): Promise<void>;
}
