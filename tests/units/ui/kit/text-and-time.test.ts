import { describe, expect, test } from 'vitest';
import { sortByAccepted } from '#ui/kit/dropped-files.ts';
import { fillOf } from '#ui/kit/progress-segments.ts';
import { readTime } from '#ui/kit/time-text.ts';

describe('readTime reads what people type', () => {
  test.each([
    ['9', '09:00'],
    ['9.30', '09:30'],
    ['9:30', '09:30'],
    ['9,30', '09:30'],
    ['930', '09:30'],
    ['0930', '09:30'],
    ['klo 13.45', '13:45'],
    ['kl. 13.45', '13:45'],
    [' 9 30 ', '09:30'],
    ['24.00', '24:00'],
  ])('%s is %s', (typed, time) => expect(readTime(typed)).toBe(time));

  test.each(['', 'aamulla', '25.00', '24.30', '9.75', '9.3', '12345', '9.30 ja 10'])('"%s" is no time', typed =>
    expect(readTime(typed)).toBeUndefined(),
  );
});

describe('the bar of the hour', () => {
  const hour = [part('a', 30), part('b', 15), part('c', 15), part('aside', 0)];

  test('fills whole segments before the one the marker stands in', () => {
    expect(fillOf(hour, 0.625)).toEqual([
      { share: 1, here: false },
      { share: 0.5, here: true },
      { share: 0, here: false },
      { share: 0, here: false },
    ]);
  });
  test.each([0, 0.5, 0.75, 1, 1.4, -1])('has one marker at %f', done => {
    expect(fillOf(hour, done).filter(({ here }) => here)).toHaveLength(1);
  });
});

describe('files dropped or pasted are held to what is accepted', () => {
  const sheet = new File([''], 'Aikataulu.XLSX');
  const photo = new File([''], 'kuva.jpg', { type: 'image/jpeg' });

  test('by ending, in any case', () => {
    expect(sortByAccepted([sheet, photo], '.xlsx, .csv')).toEqual({ accepted: [sheet], refused: [photo] });
  });
  test('by type', () => expect(sortByAccepted([sheet, photo], 'image/*').accepted).toEqual([photo]));
  test('nothing asked accepts all', () => expect(sortByAccepted([sheet, photo], '').refused).toEqual([]));
});

function part(key: string, weight: number) {
  return { key, label: key, weight };
}
