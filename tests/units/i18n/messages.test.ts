import { globSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { locales, type Locale } from '#i18n/locale.ts';

/** A message as it stands in the file: a text, or variants by number. */
type Message = string | [{ declarations?: string[]; match: Record<string, string> }];
type Messages = Record<string, Message>;
type Texts = Record<Locale, Messages>;

/** The same in all three languages for a reason: names, or words that are the same. */
const sameEverywhere = new Set<string>([]);

describe('the messages', () => {
  const pages = readdirSync('src/i18n/messages/fi');
  const files = globSync('src/**/*.{ts,svelte}', { exclude: ['src/i18n/compiled/**'] });
  const said = new Set(files.flatMap(file => [...readFileSync(file, 'utf8').matchAll(/\bm\.(\w+)/g)].map(match => match[1]!)));

  it('are on the same pages in each language', () => {
    for (const locale of locales) expect(readdirSync(`src/i18n/messages/${locale}`).toSorted()).toEqual(pages.toSorted());
  });

  it.each(pages)('say the same in three languages: %s', page => {
    const texts = { fi: read('fi', page), sv: read('sv', page), en: read('en', page) };
    expect(faultsOf(page.replace('.json', ''), texts)).toEqual([]);
  });

  it.each(pages)('are said somewhere: %s', page => {
    expect(Object.keys(read('fi', page)).filter(key => !said.has(key))).toEqual([]);
  });
});

describe('the check of the messages', () => {
  const good: Texts = { fi: { a_b: 'Hei {name}' }, sv: { a_b: 'Hej {name}' }, en: { a_b: 'Hello {name}' } };
  it('lets good ones be', () => expect(faultsOf('a', good)).toEqual([]));

  const broken: [string, Texts, string][] = [
    ['a key is missing', { ...good, sv: {} }, 'a_b is missing in sv'],
    ['a key is extra', { ...good, en: { ...good.en, a_c: 'x' } }, 'a_c is missing in fi'],
    ['parameters differ', { ...good, en: { a_b: 'Hello {who}' } }, 'a_b has other parameters in en'],
    ['a text is empty', { ...good, en: { a_b: ' ' } }, 'a_b is empty in en'],
    ['the key is of another page', { fi: { c_b: 'x' }, sv: { c_b: 'y' }, en: { c_b: 'z' } }, 'c_b does not begin with a_'],
    [
      'it was never translated',
      {
        fi: { a_b: 'Tallessa tässä laitteessa nyt' },
        sv: { a_b: 'Tallessa tässä laitteessa nyt' },
        en: { a_b: 'Tallessa tässä laitteessa nyt' },
      },
      'a_b is the same in all languages',
    ],
    [
      'a form of a number is missing',
      { ...good, en: { a_b: [{ declarations: ['input name'], match: { 'n=one': '{name}' } }] } },
      'a_b has no form for the rest in en',
    ],
  ];
  it.each(broken)('notices when %s', (_, texts, fault) => expect(faultsOf('a', texts)).toContain(fault));
});

function faultsOf(page: string, texts: Texts): string[] {
  const keys = new Set(locales.flatMap(locale => Object.keys(texts[locale])));
  return [...keys].flatMap(key => {
    if (!key.startsWith(`${page}_`)) return [`${key} does not begin with ${page}_`];
    const missing = locales.filter(locale => texts[locale][key] === undefined);
    if (missing.length) return missing.map(locale => `${key} is missing in ${locale}`);
    const faults = locales.flatMap(locale => judge(key, locale, texts[locale][key]!, texts.fi[key]!));
    const said = locales.map(locale => wordsOf(texts[locale][key]!).join('|'));
    const isSame = new Set(said).size === 1 && said[0]!.split(/\s+/).length > 3 && !sameEverywhere.has(key);
    return isSame ? [...faults, `${key} is the same in all languages`] : faults;
  });
}

function judge(key: string, locale: Locale, message: Message, finnish: Message): string[] {
  const faults: string[] = [];
  if (wordsOf(message).some(text => !text.trim())) faults.push(`${key} is empty in ${locale}`);
  if (parametersOf(message).join() !== parametersOf(finnish).join()) faults.push(`${key} has other parameters in ${locale}`);
  if (typeof message !== 'string' && !Object.keys(message[0].match).some(form => /=(other|\*)$/.test(form.split(',').at(-1)!.trim()))) {
    faults.push(`${key} has no form for the rest in ${locale}`);
  }
  return faults;
}

function wordsOf(message: Message): string[] {
  return typeof message === 'string' ? [message] : Object.values(message[0].match);
}

/** The names a message is given; of one with variants its inputs, because a variant need not say its number. */
function parametersOf(message: Message): string[] {
  if (typeof message === 'string') return [...new Set([...message.matchAll(/(?<!\\)\{(\w+)\}/g)].map(match => match[1]!))].toSorted();
  return (message[0].declarations ?? []).flatMap(line => /^input (\w+)/.exec(line)?.[1] ?? []).toSorted();
}

function read(locale: Locale, page: string): Messages {
  const { $schema: _, ...messages }: Messages = JSON.parse(readFileSync(`src/i18n/messages/${locale}/${page}`, 'utf8'));
  return messages;
}
