import { expect, it } from 'vitest';
import { dayLock } from '#domain/day-lock.ts';
import { placeSlots } from '#domain/day.ts';
import { dayVersion, withAdditions, type DatedVersion } from '#domain/day-template.ts';
import { emptyContent } from '#domain/template.ts';

const row = (type: string, start: string, end: string, isCancelled = false) => ({ id: start, type, start, end, track: '', isCancelled });
const lock = { from: 9 * 60, to: 17 * 60 };

/** `Johtajuus: a b` makes a theme with the questions a and b. */
function version(id: string, at: number, ...themes: string[]): DatedVersion {
  const content = {
    ...emptyContent,
    template: 'nature',
    themes: themes.map(words => {
      const [title = '', questions = ''] = words.split(': ');
      return {
        id: title,
        title,
        short: title,
        minutes: 15,
        questions: questions.split(' ').map(question => ({ id: question[0]!, words: question })),
      };
    }),
  };
  return { id, at, content };
}

const shown = ({ themes, added }: ReturnType<typeof withAdditions>) =>
  themes.map(theme => `${theme.title}: ${theme.questions.map(({ id, words }) => (added.has(id) ? `+${words}` : words)).join(' ')}`);

it('is locked from the opening to the end of the feedback', () => {
  const day = [row('other', '08:00', '08:30'), row('opening', '09:00', '09:30'), row('interview', '09:30', '10:30')];
  expect(dayLock(placeSlots([...day, row('feedback', '16:20', '17:00'), row('other', '18:00', '20:00')]))).toEqual(lock);
  expect(dayLock(placeSlots(day))).toEqual({ from: 540, to: 630 });
  expect(dayLock(placeSlots([row('other', '08:00', '09:00')]))).toEqual({ from: 480, to: 540 });
  expect(dayLock(placeSlots([row('interview', '', '')]))).toBeNull();
  expect(dayLock(placeSlots([...day, row('feedback', '16:20', '17:00', true)]))).toEqual({ from: 540, to: 630 });
});

it('holds every hour of the day with the version that was in use at the opening', () => {
  const [yesterday, noon, afternoon] = [version('y', -300, 'J: a'), version('n', 720, 'J: a b'), version('a', 840, 'J: b')];
  expect(dayVersion([yesterday], { id: 'y', since: -300 }, lock)).toBe('y');
  expect(dayVersion([yesterday, noon], { id: 'n', since: 720 }, lock)).toBe('y');
  expect(dayVersion([noon, afternoon, yesterday], { id: 'a', since: 840 }, lock)).toBe('y');
  // The same content taken into use again before the opening is the one in use.
  expect(dayVersion([yesterday, version('m', 480, 'J: m')], { id: 'y', since: 500 }, lock)).toBe('y');
});

it('keeps the day’s questions when the template is taken out of use in the middle of it', () => {
  expect(dayVersion([version('y', -300, 'J: a')], { id: '', since: 720 }, lock)).toBe('y');
  expect(dayVersion([version('y', -300, 'J: a')], { id: '', since: 480 }, lock)).toBe('');
});

it('takes the first version that comes on a day that opened without any', () => {
  expect(dayVersion([], { id: '', since: -Infinity }, lock)).toBe('');
  expect(dayVersion([version('n', 720, 'J: a'), version('a', 840, 'J: b')], { id: 'a', since: 840 }, lock)).toBe('n');
});

it('lets what is in use change before the opening, and where nobody knows when that is', () => {
  expect(dayVersion([version('y', -300, 'J: a'), version('m', 500, 'J: b')], { id: 'm', since: 500 }, lock)).toBe('m');
  expect(dayVersion([version('y', -300, 'J: a'), version('n', 720, 'J: b')], { id: 'n', since: 720 }, null)).toBe('n');
});

it('leaves the questions of the hour as they were when others are changed, moved and taken out', () => {
  const standing = version('y', -300, 'J: a b', 'O: c d');
  const changed = version('n', 720, 'O: d-reworded', 'J: b');
  expect(shown(withAdditions(standing, [standing, changed], [], lock))).toEqual(['J: a b', 'O: c d']);
});

it('puts an added question last in its theme, and an added theme last', () => {
  const standing = version('y', -300, 'J: a b', 'O: c');
  const urgent = version('n', 720, 'N: x', 'J: u a b', 'O: c');
  const hour = withAdditions(standing, [urgent, standing], [], lock);
  expect(shown(hour)).toEqual(['J: a b +u', 'O: c', 'N: +x']);
  expect(hour.themes.map(theme => theme.minutes)).toEqual([15, 15, 0]);
});

it('corrects the words of what was added, and keeps it when it is taken out again', () => {
  const standing = version('y', -300, 'J: a');
  const steps = [version('1', 700, 'J: a u-mistyped'), version('2', 710, 'J: a u-mended'), version('3', 720, 'J: a')];
  expect(shown(withAdditions(standing, steps, [], lock))).toEqual(['J: a +u-mended']);
});

it('adds nothing after the feedback: the day is as it was', () => {
  const standing = version('y', -300, 'J: a');
  expect(shown(withAdditions(standing, [version('next', 18 * 60, 'J: a b')], [], lock))).toEqual(['J: a']);
  expect(shown(withAdditions(standing, [version('old', -9000, 'J: a z')], [], lock))).toEqual(['J: a']);
});

it('shows the questions of both where two devices began an hour apart with different versions', () => {
  const [older, newer] = [version('o', -900, 'J: a z'), version('n', -300, 'J: a b')];
  expect(shown(withAdditions(newer, [older, newer], [older], lock))).toEqual(['J: a b +z']);
  expect(shown(withAdditions(older, [older, newer], [newer], lock))).toEqual(['J: a z +b']);
});

it('takes no questions of another template for additions', () => {
  const other = version('n', 720, 'J: q');
  expect(
    shown(withAdditions(version('y', -300, 'J: a'), [{ ...other, content: { ...other.content, template: 'energy' } }], [], lock)),
  ).toEqual(['J: a']);
});
