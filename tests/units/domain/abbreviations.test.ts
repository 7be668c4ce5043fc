import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { abbreviationProblem, expansionAt, type Abbreviation } from '#domain/abbreviations.ts';

const known: Abbreviation[] = [
  { short: 'kh', long: 'kaupunginhallitus' },
  { short: 'kv', long: 'kv eli kaupunginvaltuusto' },
  { short: 'LUMO', long: 'luonnon monimuotoisuus' },
];
const expanded = (words: string, caret = words.length): string => {
  const found = expansionAt(words, caret, known);
  return found ? words.slice(0, found.at) + found.added + words.slice(found.at + found.removed) : words;
};

describe('an abbreviation', () => {
  test('opens when a space or a punctuation mark follows it', () => {
    expect(expanded('kh ')).toBe('kaupunginhallitus ');
    expect(expanded('sanoi, että kh, ')).toBe('sanoi, että kh, ');
    expect(expanded('sanoi, että kh,')).toBe('sanoi, että kaupunginhallitus,');
    expect(expanded('(kh)')).toBe('(kaupunginhallitus)');
    expect(expanded('kh\n')).toBe('kaupunginhallitus\n');
    expect(expanded('kh päätti', 3)).toBe('kaupunginhallitus päätti');
  });

  test('keeps a capital letter', () => {
    expect(expanded('Kh ')).toBe('Kaupunginhallitus ');
    expect(expanded('LUMO ')).toBe('luonnon monimuotoisuus ');
  });

  test('stays inside of other words, without a sign after it, and when it is none', () => {
    for (const words of ['kh', 'okh ', 'kh1 ', 'äkh ', 'k ', ' ', '', 'kh  ']) expect(expanded(words)).toBe(words);
  });

  test('that stands for words with itself in them opens once', () => {
    const once = expanded('kv ');
    expect(once).toBe('kv eli kaupunginvaltuusto ');
    expect(expanded(once)).toBe(once);
  });

  test('never changes anything but the word before the sign', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('k', 'h', 'v', ' ', '.', 'ä', '1') }), fc.nat(30), (words, at) => {
        const caret = Math.min(at, words.length);
        const found = expansionAt(words, caret, known);
        if (!found) return;
        expect(found.at + found.removed).toBe(caret - 1);
        expect(words.slice(found.at, caret - 1)).toMatch(/^(kh|kv)$/);
      }),
    );
  });

  test('is taken or refused with a reason', () => {
    const problem = (short: string, long: string) => abbreviationProblem({ short, long }, known);
    expect(problem('ymp', 'ympäristö')).toBeNull();
    expect(problem('', 'x')).toBe('short-empty');
    expect(problem('k h', 'x')).toBe('short-letters');
    expect(problem('k'.repeat(21), 'x')).toBe('short-long');
    expect(problem('ymp', '')).toBe('long-empty');
    expect(problem('ymp', 'x'.repeat(201))).toBe('long-long');
    expect(problem('ymp', 'YMP')).toBe('same');
    expect(problem('KH', 'x')).toBe('known');
  });
});
