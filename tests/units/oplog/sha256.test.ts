import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { digest, hexDigest, sha256 } from '#oplog/sha256.ts';

const nodes = (text: string) => createHash('sha256').update(text).digest('base64');

describe('SHA-256', () => {
  test('is what the standard gives as examples', () => {
    const hex = (text: string) => Buffer.from(digest(text), 'base64').toString('hex');
    expect(hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe(
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    );
  });

  test('is the same as Node’s, at every length around the edges of its blocks', () => {
    for (let length = 0; length < 300; length++) {
      for (const letter of ['a', 'ä', '€', '😀']) {
        const text = letter.repeat(length);
        expect(digest(text)).toBe(nodes(text));
      }
    }
  });

  test('does not remember the text before, however long it was', () => {
    const long = 'luonto '.repeat(200_000);
    expect(digest(long)).toBe(nodes(long));
    expect(digest('n')).toBe(nodes('n'));
    expect(digest(`${'a'.repeat(500)}ö`)).toBe(nodes(`${'a'.repeat(500)}ö`));
    expect(digest('')).toBe(nodes(''));
  });

  test('takes a surrogate that stands alone as UTF-8 does', () => {
    expect(digest('a\ud800b')).toBe(nodes('a\ufffdb'));
  });

  test('is the same of bytes, at every length around the edges of its blocks and pieces', () => {
    const many = Uint8Array.from({ length: 20_000 }, (_, index) => (index * 7) % 256);
    const lengths = [...Array(200).keys(), ...[4_096, 8_192, 16_384].flatMap(edge => [-66, -64, -56, -1, 0, 1, 63].map(by => edge + by))];
    for (const length of lengths) {
      const bytes = many.subarray(0, length);
      expect(hexDigest(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
    expect(digest('n')).toBe(nodes('n'));
  });

  test('gives its words from the first on', () => {
    expect(sha256('abc')[0]! >>> 0).toBe(0xba78_16bf);
  });
});
