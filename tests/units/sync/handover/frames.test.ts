import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase41, toBase41 } from '#sync/handover/base41.ts';
import { createFrameCollector, type FrameCollector, type Taken } from '#sync/handover/frame-collector.ts';
import { blockMost, bytesMost, framesOf, readFrame, type FrameSequence } from '#sync/handover/frames.ts';
import { chanceOf } from '../../../support/chance.ts';

const kilobyte = 1_024;

function bytesOf(length: number, seed: number): Uint8Array {
  const chance = chanceOf(seed);
  return Uint8Array.from({ length }, () => chance.below(256));
}

function sequence(bytes: Uint8Array): FrameSequence {
  const framed = framesOf(bytes);
  if (!framed.ok) throw new Error(framed.error.type);
  return framed.value;
}

/** Shows frames from `seed` on until all is read, and counts those that were seen. */
function readAll(collector: FrameCollector, frames: FrameSequence, seed: number, isLost: () => boolean = () => false) {
  let last: Taken = { type: 'no-frame' };
  let seen = 0;
  for (let shown = 0; last.type !== 'complete'; shown++) {
    if (shown > frames.blocks * 30 + 600) throw new Error('never complete');
    if (isLost()) continue;
    last = collector.take(frames.frame(seed + shown));
    seen++;
  }
  return { bytes: last.bytes, seen };
}

describe('characters of a code', () => {
  it('give any bytes back, and refuse what no bytes are written as', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        expect(fromBase41(toBase41(bytes))).toEqual(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), text => {
        const bytes = fromBase41(text);
        // Nothing is written in two ways.
        expect(bytes && toBase41(bytes)).toBe(bytes && text);
      }),
    );
    for (const text of ['0', '...', '..', 'a00', 'A B']) expect(fromBase41(text)).toBeNull();
  });
});

describe('frames of a moving picture', () => {
  it('fit a code of version 12', () => {
    const frames = sequence(bytesOf(50 * kilobyte, 1));
    expect(frames.frame(7).length).toBeLessThanOrEqual(535);
    expect(frames.blocks).toBe(Math.ceil((50 * kilobyte) / blockMost));
  });

  it('carry bytes of every length, from any place, with any lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000 }), fc.nat(0xffff_ffff), fc.integer({ min: 0, max: 90 }), (length, seed, percent) => {
        const bytes = bytesOf(length, seed);
        const chance = chanceOf(seed);
        expect(readAll(createFrameCollector(), sequence(bytes), seed, () => chance.is(percent / 100)).bytes).toEqual(bytes);
      }),
      { numRuns: 200 },
    );
  });

  it('cost two frames more than the blocks, whichever third is lost', () => {
    for (const [length, most] of [
      [5 * kilobyte, 1.15],
      [33 * kilobyte, 1.03],
      [50 * kilobyte, 1.02],
      [100 * kilobyte, 1.01],
    ] as const) {
      const frames = sequence(bytesOf(length, length));
      const runs = Math.ceil(1_500 / frames.blocks);
      let seen = 0;
      for (let run = 1; run <= runs; run++) {
        const chance = chanceOf(run);
        seen += readAll(createFrameCollector(), frames, chance.below(0xffff_ffff), () => chance.is(0.3)).seen;
      }
      expect(seen / runs / frames.blocks).toBeLessThan(most);
    }
  });

  it('go on where they were left, shown again from another place and by another device', () => {
    const bytes = bytesOf(20 * kilobyte, 3);
    const collector = createFrameCollector();
    for (let shown = 0; shown < 40; shown++) collector.take(sequence(bytes).frame(shown));
    expect(collector.progress).toBeGreaterThan(0.6);
    const { seen, bytes: read } = readAll(collector, sequence(bytes.slice()), 4_000_000_000);
    expect(read).toEqual(bytes);
    expect(seen).toBeLessThan(40);
  });

  it('come in any order and twice', () => {
    const bytes = bytesOf(4_000, 5);
    const frames = sequence(bytes);
    const texts = Array.from({ length: 40 }, (_, seed) => frames.frame(seed));
    fc.assert(
      fc.property(fc.shuffledSubarray([...texts, ...texts], { minLength: 80 }), shown => {
        const collector = createFrameCollector();
        const complete = shown.map(text => collector.take(text)).find(taken => taken.type === 'complete');
        expect(complete).toEqual({ type: 'complete', bytes });
      }),
      { numRuns: 20 },
    );
  });

  it('of two transfers are never mixed: the one begun is kept, until one wishes otherwise', () => {
    const [one, other] = [bytesOf(6_000, 1), bytesOf(6_000, 2)];
    const [first, second] = [sequence(one), sequence(other)];
    const collector = createFrameCollector();
    expect(collector.progress).toBeNull();
    collector.take(first.frame(0));
    const before = collector.progress;
    expect(collector.take(second.frame(0))).toEqual({ type: 'other-transfer' });
    expect(collector.progress).toBe(before);
    let last: Taken = { type: 'known' };
    for (let seed = 1; last.type !== 'complete'; seed++) {
      expect(collector.take(second.frame(seed)).type).toBe('other-transfer');
      last = collector.take(first.frame(seed));
    }
    expect(last.bytes).toEqual(one);
    collector.take(first.frame(0));
    collector.restart();
    expect(readAll(collector, second, 0).bytes).toEqual(other);
  });

  it('say what they are not', () => {
    expect(framesOf(new Uint8Array())).toEqual({ ok: false, error: { type: 'empty' } });
    expect(framesOf(new Uint8Array(bytesMost + 1))).toEqual({ ok: false, error: { type: 'too-large' } });
    expect(readFrame('HTTPS://VERTTI.EXAMPLE/JOIN')).toEqual({ ok: false, error: { type: 'no-frame' } });
    expect(createFrameCollector().take('')).toEqual({ type: 'no-frame' });
    const newer = rewritten(sequence(bytesOf(100, 1)).frame(1), frame => void (frame[1] = 2));
    expect(readFrame(newer)).toEqual({ ok: false, error: { type: 'other-version' } });
  });

  it('that lie about themselves begin anew, and are never taken for what was sent', () => {
    const frames = sequence(bytesOf(2_000, 9));
    const collector = createFrameCollector();
    collector.take(rewritten(frames.frame(0), frame => void (frame[20]! ^= 1)));
    let last: Taken = { type: 'known' };
    for (let seed = 1; last.type !== 'damaged'; seed++) {
      expect(last.type).not.toBe('complete');
      last = collector.take(frames.frame(seed));
    }
    expect(collector.progress).toBeNull();
    expect(readAll(collector, frames, 500).bytes).toEqual(bytesOf(2_000, 9));
  });

  it('malformed in 10,000 ways stop nothing, take no memory, and the whole one is read all the same', () => {
    const bytes = bytesOf(3_000, 11);
    const frames = sequence(bytes);
    const collector = createFrameCollector();
    collector.take(frames.frame(0));
    let tried = 0;
    const whole = Array.from({ length: 6 }, (_, seed) => frames.frame(seed));
    const broken = fc.oneof(
      fc.string({ maxLength: 700 }),
      fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-.'), maxLength: 2_000 }),
      fc.tuple(fc.nat(5), fc.nat(532), fc.constantFrom(...'0AZ$.')).map(([seed, at, by]) => {
        const text = whole[seed]!;
        return text.slice(0, at) + by + text.slice(at + 1);
      }),
      fc.tuple(fc.nat(5), fc.nat(533)).map(([seed, end]) => whole[seed]!.slice(0, end)),
      // With a right checksum: any header, any length of the payload.
      fc.uint8Array({ minLength: 22, maxLength: 400 }).map(frame => rewritten(toBase41(frame), made => made.set([0x56, 1]))),
    );
    fc.assert(
      fc.property(broken, text => {
        tried++;
        const { type } = collector.take(text);
        expect(['no-frame', 'other-transfer', 'other-version', ...(whole.includes(text) ? ['taken', 'known'] : [])]).toContain(type);
        // A stranger's frame that begins a transfer is as large as it may be, at most.
        const read = readFrame(text);
        expect(read.ok ? read.value.length : 0).toBeLessThanOrEqual(bytesMost);
        createFrameCollector().take(text);
      }),
      { numRuns: 10_000 },
    );
    expect(tried).toBe(10_000);
    expect(readAll(collector, frames, 100).bytes).toEqual(bytes);
  });
});

/** The frame changed, with its checksum made right. */
function rewritten(text: string, change: (frame: Uint8Array) => void): string {
  const frame = fromBase41(text)!;
  change(frame);
  const end = frame.length - 4;
  let crc = -1;
  for (const byte of frame.subarray(0, end)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  }
  new DataView(frame.buffer).setUint32(end, ~crc);
  return toBase41(frame);
}
