import { describe, expect, test } from 'vitest';
import { readPaste } from '#domain/template-paste.ts';
import { readinessProblems } from '#domain/template-readiness.ts';
import { emptyContent, type TemplateContent } from '#domain/template.ts';

const content = (themes: Record<string, string[]>, minutes = 60): TemplateContent => ({
  ...emptyContent,
  name: 'Pohja',
  themes: Object.entries(themes).map(([title, questions]) => ({
    id: `id-${title}`,
    title,
    short: title,
    minutes: minutes / Object.keys(themes).length,
    questions: questions.map((words, index) => ({ id: `${title}-${index}`, words })),
  })),
});

describe('pasting into a template', () => {
  test('puts questions under the theme of the same name and none twice, whatever the capitals', () => {
    const read = readPaste(
      'JOHTAJUUS\nMikä on visio?\nKuka johtaa?\n\nOsat\nKuka johtaa?\nMitä tehdään?',
      content({ Johtajuus: ['Mikä on Visio ?'] }),
      'Nimetön',
    );
    expect(read).toMatchObject({
      ok: true,
      added: 2,
      themes: [
        { into: 'id-Johtajuus', questions: [{ isThere: true }, { isThere: false }] },
        { into: null, title: 'Osat', minutes: 0, questions: [{ isThere: true }, { isThere: false }] },
      ],
    });
  });

  test('shares the hour in an empty template, and believes headings that all say theirs', () => {
    const shared = readPaste('A\nYksi?\nB\nKaksi?\nKolme?', emptyContent, 'Nimetön');
    expect(shared.ok && shared.themes.reduce((sum, theme) => sum + theme.minutes, 0)).toBe(60);
    const said = readPaste('A (20 min)\nYksi?\nB (30 min)\nKaksi?', emptyContent, 'Nimetön');
    expect(said.ok && said.themes.map(theme => theme.minutes)).toEqual([20, 30]);
  });

  test('names a theme for questions above the first heading', () => {
    expect(readPaste('Mikä on visio?', emptyContent, 'Nimetön')).toMatchObject({ ok: true, themes: [{ title: 'Nimetön', into: null }] });
  });

  test('counts what is there already towards the most', () => {
    const many = content({ A: Array.from({ length: 60 }, (_, index) => `Vanha ${index}?`) });
    const text = Array.from({ length: 50 }, (_, index) => `Uusi ${index}?`).join('\n');
    expect(readPaste(text, many, 'Nimetön')).toEqual({ ok: false, error: { type: 'too-many-questions', count: 110, limit: 100 } });
  });
});

describe('a template is ready', () => {
  test('when it has a name, titled themes, questions and an hour', () => {
    expect(readinessProblems(content({ A: ['Yksi?'], B: ['Kaksi?'] }))).toEqual([]);
  });

  test.each<[string, TemplateContent, unknown[]]>([
    ['nothing', emptyContent, [{ type: 'no-name' }, { type: 'no-questions' }]],
    ['five minutes over', content({ A: ['Yksi?'] }, 65), [{ type: 'too-many', minutes: 5 }]],
    ['ten short', content({ A: ['Yksi?'] }, 50), [{ type: 'too-few', minutes: 10 }]],
    ['a theme without a title', content({ '': ['Yksi?'] }), [{ type: 'untitled-theme', number: 1 }]],
    ['an empty question', content({ A: ['Yksi?', ' '] }), [{ type: 'empty-question', theme: 'A' }]],
    [
      '300 questions',
      content({ A: Array.from({ length: 300 }, (_, index) => `${index}?`) }),
      [{ type: 'too-many-questions', count: 300, limit: 100 }],
    ],
  ])('not with %s', (_, found, problems) => {
    expect(readinessProblems(found)).toEqual(problems);
  });
});
