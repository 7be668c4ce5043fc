import { locale, locales, type Locale } from './locale.ts';

type Parameters = Record<string, string | number>;
type Text = string | ((parameters: Parameters) => string);

/** Makes what `m.key` is from its texts in the order of `locales`. Only the compiled messages call it. */
export function message(...texts: Text[]): (parameters?: Parameters, options?: { locale?: Locale }) => string {
  return (parameters = {}, options) => {
    const text = texts[locales.indexOf(options?.locale ?? locale())] ?? '';
    return typeof text === 'string' ? text : text(parameters);
  };
}

const rules = new Map<Locale, Intl.PluralRules>();

/** The form of a text that goes with a number: `1 muistiinpano`, `2 muistiinpanoa`. */
export function form(inLocale: Locale, count: unknown, forms: Record<string, string>): string {
  let rule = rules.get(inLocale);
  if (!rule) rules.set(inLocale, (rule = new Intl.PluralRules(inLocale)));
  return forms[rule.select(Number(count))] ?? forms['other'] ?? '';
}
