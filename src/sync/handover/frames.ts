import { sha256 } from '#oplog/sha256.ts';
import { fromBase41, toBase41 } from './base41.ts';

/*
 * A transfer is cut into k blocks of one size. Each frame carries the XOR of a random half of them, and says by a seed which: any k frames
 * and some one and a half more give all of it back, whichever they are and in whatever order, so that nobody waits for the one that was
 * missed. (Measured with 30 % lost: 1.5 frames more than blocks on average at any size. An LT code with a robust soliton, which costs
 * less to decode, wants 30–50 % more for sizes of ours; its saving matters for thousands of blocks, and we have some hundred.)
 *
 * A frame, numbers big-endian:  0  'V'        1  version      2  transfer: the first 8 bytes of the SHA-256 of all its bytes
 *                              10  length, 3  13  seed, 4     17  one block          last 4: CRC-32 of what comes before
 */

/**
 * What a frame's block holds at most. The whole frame is then 356 bytes, which is 534 characters: a code of version 12 (65 × 65 modules)
 * with error correction L takes 535. A larger code carries more a second and is read from less far.
 */
export const blockMost = 335;
/** Beyond it a picture would take more than three minutes, and a file is better. It bounds what reading one costs in memory, too. */
export const blocksMost = 2_048;
export const bytesMost = blockMost * blocksMost;

const magic = 0x56;
const version = 1;
const headerLength = 17;
const checkLength = 4;

/** Frames of one transfer without an end; `frame(seed)` for any 32-bit seed, to be shown in any order. */
export interface FrameSequence {
  /** The blocks, that is: the least frames there are to read. */
  readonly blocks: number;
  /** @returns the text of the code */
  frame(seed: number): string;
}

export type Framed = { ok: true; value: FrameSequence } | { ok: false; error: { type: 'empty' | 'too-large' } };

export function framesOf(bytes: Uint8Array): Framed {
  if (!bytes.length) return { ok: false, error: { type: 'empty' } };
  if (bytes.length > bytesMost) return { ok: false, error: { type: 'too-large' } };
  const size = Math.ceil(bytes.length / Math.ceil(bytes.length / blockMost));
  const blocks = Math.ceil(bytes.length / size);
  // Blocks in words of four bytes, which are XORed four times as fast.
  const words = Math.ceil(size / 4);
  const cut = Array.from({ length: blocks }, (_, block) => {
    const one = new Uint32Array(words);
    new Uint8Array(one.buffer).set(bytes.subarray(block * size, (block + 1) * size));
    return one;
  });
  const mixed = new Uint32Array(words);
  const transfer = transferOf(bytes);
  const frame = new Uint8Array(headerLength + size + checkLength);
  const view = new DataView(frame.buffer);
  frame.set([magic, version]);
  frame.set(transfer, 2);
  view.setUint32(9, bytes.length);
  frame.set(transfer.subarray(7), 9);

  const value: FrameSequence = {
    blocks,
    frame(seed) {
      view.setUint32(13, seed);
      const chosen = choice(seed, blocks);
      mixed.fill(0);
      for (let block = 0; block < blocks; block++) {
        if (!(chosen[block >>> 5]! & (1 << (block & 31)))) continue;
        const one = cut[block]!;
        for (let at = 0; at < words; at++) mixed[at]! ^= one[at]!;
      }
      frame.set(new Uint8Array(mixed.buffer, 0, size), headerLength);
      view.setUint32(headerLength + size, crc32(frame.subarray(0, headerLength + size)));
      return toBase41(frame);
    },
  };
  return { ok: true, value };
}

export interface Frame {
  /** 16 hexadecimal digits. */
  transfer: string;
  /** Bytes of the whole transfer. */
  length: number;
  seed: number;
  payload: Uint8Array;
}

/** `no-frame`: another code, or what was read is not what was shown. `other-version`: made by an app that is newer than this, or older. */
export type ReadFrame = { ok: true; value: Frame } | { ok: false; error: { type: 'no-frame' | 'other-version' } };

export function readFrame(text: string): ReadFrame {
  const noFrame: ReadFrame = { ok: false, error: { type: 'no-frame' } };
  const frame = text.length > 0 && text.length <= 1_000 ? fromBase41(text) : null;
  if (!frame || frame.length <= headerLength + checkLength || frame[0] !== magic) return noFrame;
  const view = new DataView(frame.buffer);
  const end = frame.length - checkLength;
  if (view.getUint32(end) !== crc32(frame.subarray(0, end))) return noFrame;
  if (frame[1] !== version) return { ok: false, error: { type: 'other-version' } };
  const payload = frame.subarray(headerLength, end);
  const length = view.getUint32(9) & 0xff_ffff;
  if (!length || length > bytesMost || length > blocksMost * payload.length || length < payload.length) return noFrame;
  return { ok: true, value: { transfer: spelt(frame.subarray(2, 10)), length, seed: view.getUint32(13), payload } };
}

/** Which blocks a frame is made of, as bits; never none of them. The same everywhere: frames are made on one device and read on another. */
export function choice(seed: number, blocks: number): Uint32Array {
  const words = new Uint32Array((blocks + 31) >>> 5);
  let state = seed | 0;
  let any = 0;
  for (let word = 0; word < words.length; word++) {
    // Mulberry32.
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    mixed ^= mixed >>> 14;
    if (word === words.length - 1 && blocks & 31) mixed &= (1 << (blocks & 31)) - 1;
    words[word] = mixed;
    any |= mixed;
  }
  const one = (seed >>> 0) % blocks;
  if (!any) words[one >>> 5]! |= 1 << (one & 31);
  return words;
}

/** The first eight bytes of the SHA-256 of the bytes, each taken as a character. */
export function transferOf(bytes: Uint8Array): Uint8Array {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8_192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  const hash = sha256(parts.join(''));
  const name = new Uint8Array(8);
  new DataView(name.buffer).setInt32(0, hash[0]!);
  new DataView(name.buffer).setInt32(4, hash[1]!);
  return name;
}

export function spelt(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

const crcTable = Uint32Array.from({ length: 256 }, (_, value) => {
  let crc = value;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 255]!;
  return ~crc >>> 0;
}
