import * as z from 'zod/mini';
import type { Json } from '#oplog/json.ts';
import { Lacks } from './pictures.ts';
import { Certificate, SignedHead } from './signatures.ts';
import { Vectors } from './sync.ts';

/*
 * Words handed over without the server, as a file or a moving picture: the same operations, and back the receiver's word for what it now holds.
 *
 * A bundle has a plain header (what it is, of which programme, which keys it is packed with), a section for each space, packed with that
 * space's key, and at its end the SHA-256 of all before. A section holds the giver's signed word for what it holds itself, operations as far
 * as signed heads vouch for them, and the certificates needed. A receipt is a bundle whose sections hold no operations.
 * Everything is checked before anything is stored; order and repetition do not matter.
 *
 * A file carries pictures too, each packed by itself with its space's key, its name before its bytes; a moving picture has no room for them. They
 * are stored after the words, when what came shows them; one that is not what its name says is left out, and named.
 */

export const handoverType = 'application/x-vertti';
export const handoverEnding = '.vertti';

/** A device's word for what it holds durably of a space; signed, so that whoever carries it cannot make more of it. */
export const Holding = z.object({
  space: z.string(),
  device: z.string(),
  /** The device's corrected clock in milliseconds. */
  at: z.int(),
  vector: Vectors,
  /** Texts of the space that are open there all the same; not said is not known. */
  open: z.optional(z.int().check(z.nonnegative())),
  signature: z.string().check(z.maxLength(88)),
});
export type Holding = z.infer<typeof Holding>;

export function holdingStatement(programme: string, { space, device, at, vector, open }: Omit<Holding, 'signature'>): Json {
  return ['vertti-holding', programme, space, device, at, vector as Json, ...(open === undefined ? [] : [open])];
}

/** With `Holding`, of the same moment: the pictures that the device lacks of those its operations name. Devices of before say nothing of it. */
export const SignedLacks = z.object({ lacks: Lacks, signature: z.string().check(z.maxLength(88)) });
export type SignedLacks = z.infer<typeof SignedLacks>;

export function lacksStatement(programme: string, { space, device, at }: Pick<Holding, 'space' | 'device' | 'at'>, lacks: Json): Json {
  return ['vertti-lacks', programme, space, device, at, lacks];
}

/** What a section says beside its operations. */
export const SectionHead = z.object({
  holding: Holding,
  pictures: z.optional(SignedLacks),
  certificates: z.array(Certificate).check(z.maxLength(2_000)),
  signed: z.array(SignedHead).check(z.maxLength(20_000)),
});
export type SectionHead = z.infer<typeof SectionHead>;

export interface HandedPerson {
  person: string;
  /** Notes of theirs. */
  notes: number;
  words: number;
}

export interface HandoverSummary {
  /** Whose words, most first. */
  people: HandedPerson[];
  notes: number;
  words: number;
  operations: number;
}

export interface Gift {
  /** The words, for a moving picture. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The same with pictures, for a file. */
  file: Uint8Array<ArrayBuffer>;
  /** How many are in the file, and how many had no room in it. */
  pictures: number;
  picturesLeft: number;
  fileName: string;
  summary: HandoverSummary;
}

/**
 * `nothing`: nothing written yet, or the receiver has it all. `no-keys`: the server has not given this device its keys yet, it needs the
 * network once. `unsealed`: a text on the screen could not be stored, so nothing was packed.
 */
export type GiveRefusal = { type: 'nothing' | 'no-keys' | 'unsealed' | 'storage' | 'not-loaded' };
export type GiveResult = { ok: true; value: Gift } | { ok: false; error: GiveRefusal };

export interface Giver {
  device: string;
  person: string;
  /** The giver's corrected clock when it was made, in milliseconds. */
  at: number;
}

export interface TakenWords {
  type: 'words';
  from: Giver;
  /** New to this device; all zero when everything was here already. */
  added: HandoverSummary;
  /** Operations left out, because who signed them is cut off or their author may not read there any more. */
  leftOut: number;
  pictures: TakenPictures;
  /** To be given back: with it the giver counts this device among those that hold its words. */
  receipt: Uint8Array<ArrayBuffer>;
  receiptName: string;
}

export interface TakenPictures {
  /** New to this device. */
  came: number;
  /** By name: their bytes were not what that says. */
  refused: string[];
  /** Shown by what is here now, and not here. */
  lacking: number;
}

export interface TakenReceipt {
  type: 'receipt';
  from: Giver;
  /** Operations of this device that the other one lacks, over the spaces it tells of. */
  missing: number;
  /** Pictures that were added on this device and that the other one has not said it holds. */
  missingPictures: number;
}

/** Nothing was stored. `gap`: an earlier file of the same giver is needed first. `not-for-this-device`: it has no key for any of it. */
export type TakeRefusal =
  | {
      type:
        | 'empty'
        | 'not-a-bundle'
        | 'cut-or-changed'
        | 'newer-version'
        | 'older-version'
        | 'other-programme'
        | 'own'
        | 'not-for-this-device'
        | 'no-keys'
        | 'forged'
        | 'gap'
        | 'storage'
        | 'not-loaded';
    }
  | { type: 'from-revoked-device'; device: string };
export type TakeResult = { ok: true; value: TakenWords | TakenReceipt } | { ok: false; error: TakeRefusal };

/** The way words go between devices without the server. */
export interface Handover {
  /**
   * Seals what is open, and packs what belongs to a visit. `mine`: what was written on this device; `all`: also what it holds of others, as far
   * as their devices signed it. What the device `to` has confirmed already is left out.
   */
  give(what: { visit: string; whose: 'mine' | 'all'; to?: string }): Promise<GiveResult>;
  /** Words or a receipt, from a file or a picture. */
  take(bytes: Uint8Array<ArrayBuffer>): Promise<TakeResult>;
}
