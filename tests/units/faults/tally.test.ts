import { describe, expect, it } from 'vitest';
import { isFine, Tally } from '../../faults/tally.ts';

const words = 'k1 niitty kaava metsä';

function judged(places: Record<string, string[]>, saved: Record<string, string> = {}): Tally {
  const tally = new Tally();
  tally.injected = 1;
  tally.judge([{ words, saved }], places);
  return tally;
}
const row = (tally: Tally) => tally.row('a', 'a fault', 1, null);

describe('the count of a fault', () => {
  it('is zero and zero when every place holds the words, whatever came after them', () => {
    const tally = judged({ device: ['k2 other', `${words} ves`], server: [words] }, { device: words, server: 'k1 niitty' });
    expect(row(tally)).toMatchObject({ written: 4, acknowledged: 4, lost: 0, falselySaved: 0, wrong: [] });
    expect(isFine(row(tally))).toBe(true);
  });

  const losses: [string, string[]][] = [
    ['the end is missing', ['k1 niitty']],
    ['a word is missing in the middle', ['k1 niitty metsä']],
    ['the words are in another order', ['k1 niitty metsä kaava']],
    ['a word is garbled', ['k1 niitty kava metsä']],
    ['the end is in another text', ['k1 niitty', 'kaava metsä']],
  ];
  it.each(losses)('counts what is lost when %s', (_, held) => {
    const tally = judged({ device: [words], server: held });
    expect(tally.lost).toBe(2);
    expect(isFine(row(tally))).toBe(false);
  });

  it('counts as falsely saved only what was called saved at the place that lacks it', () => {
    expect(judged({ device: ['k1'] }, { device: 'k1 niitty' })).toMatchObject({ lost: 3, falselySaved: 1 });
    expect(judged({ device: [words], server: ['k1'] }, { device: words, server: 'k1' })).toMatchObject({ lost: 3, falselySaved: 0 });
    expect(judged({ device: [], server: [] }, { server: words })).toMatchObject({ lost: 4, falselySaved: 4 });
  });

  it('does not let a row pass that proved nothing', () => {
    expect(isFine(new Tally().row('a', 'a fault', 1, null))).toBe(false);
    expect(isFine({ ...row(judged({ device: [words] })), injected: 0 })).toBe(false);
    const said = judged({ device: [words] });
    said.expect(false, 'the screen said nothing');
    expect(isFine(row(said))).toBe(false);
    expect(isFine(new Tally().row('a', 'a fault', 1, 'no strace'))).toBe(true);
  });
});
