import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minutesFor, minutesProblem, readTemplateText } from '#domain/template-text.ts';

const read = (text: string) => {
  const result = readTemplateText(text);
  if (!result.ok) throw new Error(result.error.type);
  return result;
};
const shape = (text: string) => read(text).themes.map(theme => [theme.title, ...theme.questions]);

describe('pasted questions', () => {
  it('of 2021 are four themes and nine questions, word for word', () => {
    const text = readFileSync(new URL('../../fixtures/energiatehokkuus-2021.txt', import.meta.url), 'utf8');
    const { themes, left } = read(text);
    expect(themes.map(theme => [theme.title, theme.questions.length])).toEqual([
      ['Johtajuus ja strateginen sitoutuminen', 3],
      ['Toimeenpanon poikkihallinnollinen organisointi', 2],
      ['Toimeenpanon osa-alueet', 2],
      ['Kumppanuudet ja yhteistyö', 2],
    ]);
    expect(left).toEqual([]);
    const lines = text.split('\n').filter(line => line.trim());
    expect(themes.flatMap(theme => [theme.title, ...theme.questions])).toEqual(lines);
    expect(read(text.replaceAll('\n', '\r\n')).themes).toEqual(themes);
    expect(read(text.replaceAll('\n\n', '\n')).themes).toEqual(themes);
  });

  it('lose numbering and bullets', () => {
    expect(
      shape(
        '1. Johtajuus:\n1.1 Mikä on visio?\n1.2) Kuka johtaa?\n\n2) Organisointi\n• Kuka vastaa?\n- Onko ryhmä?\no Kuka siinä on?\nK4: Miten se toimii?',
      ),
    ).toEqual([
      ['Johtajuus', 'Mikä on visio?', 'Kuka johtaa?'],
      ['Organisointi', 'Kuka vastaa?', 'Onko ryhmä?', 'Kuka siinä on?', 'Miten se toimii?'],
    ]);
  });

  it('may be requests: bulleted, or whole sentences', () => {
    expect(shape('Johtajuus\n• Kerro, miten visio syntyi\n• Mikä se on?\nKuvaile vielä esimerkki.')).toEqual([
      ['Johtajuus', 'Kerro, miten visio syntyi', 'Mikä se on?', 'Kuvaile vielä esimerkki.'],
    ]);
  });

  it('that a mail program broke are whole again', () => {
    expect(shape('Johtajuus\nMitkä ovat kunnan luontotyön\nvisio ja tavoitteet?\nKuka?')).toEqual([
      ['Johtajuus', 'Mitkä ovat kunnan luontotyön visio ja tavoitteet?', 'Kuka?'],
    ]);
  });

  it('above the first heading stand under none', () => {
    expect(shape('Mikä on visio?\nJohtajuus\nKuka?')).toEqual([
      [null, 'Mikä on visio?'],
      ['Johtajuus', 'Kuka?'],
    ]);
  });

  it('keep a document title apart and read minutes of a heading', () => {
    const { themes, left } = read('Haastattelupohja 2026\n\nJohtajuus (15 min)\nMikä on visio?\n');
    expect(themes).toEqual([{ title: 'Johtajuus', minutes: 15, questions: ['Mikä on visio?'] }]);
    expect(left).toEqual([{ line: 1, text: 'Haastattelupohja 2026' }]);
  });

  it('are refused with the reason', () => {
    const error = (text: string) => {
      const result = readTemplateText(text);
      return result.ok ? null : result.error;
    };
    expect(error(' \n\n')).toEqual({ type: 'empty' });
    expect(error('Johtajuus\n\nOrganisointi')).toEqual({ type: 'no-questions' });
    expect(error(Array.from({ length: 300 }, (_, index) => `Kysymys ${index}?`).join('\n'))).toEqual({
      type: 'too-many-questions',
      count: 300,
      limit: 100,
    });
    expect(error(`Johtajuus\n${'Pitkä '.repeat(200)}?`)).toEqual({ type: 'line-too-long', line: 2, limit: 500 });
  });
});

describe('minutes', () => {
  it('are whole, add up, and leave no theme without one', () => {
    const themes = fc.array(fc.record({ questions: fc.array(fc.constant('?'), { maxLength: 12 }) }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(themes, fc.integer({ min: 20, max: 180 }), (list, total) => {
        const minutes = minutesFor(list, total);
        expect(minutesProblem(minutes, total)).toBeNull();
        expect(Math.min(...minutes)).toBeGreaterThan(0);
      }),
    );
  });

  it('follow the questions, and none are shared among none', () => {
    expect(minutesFor([3, 2, 2, 2].map(length => ({ questions: Array<string>(length).fill('?') })))).toEqual([20, 14, 13, 13]);
    expect(minutesFor([])).toEqual([]);
  });

  it('that do not make the hour say by how much', () => {
    expect(minutesProblem([15, 15, 15, 10])).toEqual({ type: 'too-few', minutes: 5 });
    expect(minutesProblem([30, 35])).toEqual({ type: 'too-many', minutes: 5 });
    expect(minutesProblem([30.5, 29.5])).toEqual({ type: 'not-whole', theme: 0 });
  });
});
