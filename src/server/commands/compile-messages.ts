import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { locales } from '#i18n/locale.ts';

/**
 * Compiles `src/i18n/messages/<locale>/<page>.json` into `src/i18n/compiled`: a module per message, so that each page's chunk carries
 * only what it says, and one file of types. Run by `npm run i18n`. Files are put in place before any is removed, and only where they
 * changed, so that whatever is running meanwhile finds them all.
 */

const messages = 'src/i18n/messages';
const compiled = 'src/i18n/compiled';

/** A message in a file: a text with `{parameters}`, or its forms by a number. */
type Source = string | [{ declarations: string[]; selectors: string[]; match: Record<string, string> }];

interface Compiled {
  /** The JavaScript of its text. */
  code: string;
  /** Its parameters, and the type each has. */
  parameters: Map<string, 'number' | 'string | number'>;
}

/** The text of one message as JavaScript. Throws a sentence about what is not understood. */
export function compileMessage(source: Source, locale: string): Compiled {
  const parameters: Compiled['parameters'] = new Map();
  const template = (text: string): string => {
    const code = text.replaceAll(/\\([{}])|\{(\w+)\}|[`$\\]/g, (whole, brace?: string, name?: string) => {
      if (brace) return brace;
      if (!name) return `\\${whole}`;
      if (!parameters.has(name)) parameters.set(name, 'string | number');
      return `\${p.${name}}`;
    });
    return `\`${code}\``;
  };
  if (typeof source === 'string') {
    const code = template(source);
    return { code: parameters.size ? `p => ${code}` : code, parameters };
  }
  const [{ declarations, selectors, match }] = source;
  const plural = declarations.map(line => /^local (\w+) = (\w+): plural$/.exec(line)).find(found => found?.[1] === selectors[0]);
  if (!plural || selectors.length !== 1) throw new Error('its forms must be selected by one number: "local countPlural = count: plural"');
  for (const line of declarations) {
    const input = /^input (\w+)$/.exec(line)?.[1];
    if (input) parameters.set(input, input === plural[2] ? 'number' : 'string | number');
  }
  if (!parameters.has(plural[2]!)) throw new Error(`its number is not declared: "input ${plural[2]}"`);
  const forms = Object.entries(match).map(([selected, text]) => {
    const category = /^(\w+)=(\w+)$/.exec(selected);
    if (category?.[1] !== plural[1]) throw new Error(`its form is not understood: "${selected}"`);
    return `${category![2]}: ${template(text)}`;
  });
  return { code: `p => form('${locale}', p.${plural[2]}, { ${forms.join(', ')} })`, parameters };
}

function compileAll(): void {
  const texts = locales.map(readLocale);
  const wanted = new Map<string, string>();
  const types: string[] = ["import type { Locale } from '../locale.ts';", 'type Options = { locale?: Locale };'];
  // A message that a language lacks is said in Finnish until it has it; the test of the messages fails meanwhile.
  for (const [key, finnish] of [...texts[0]!].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const versions = texts.map((text, at) => compileIn(key, text.get(key) ?? finnish, text.has(key) ? locales[at]! : 'fi'));
    const codes = versions.map(version => version.code).join(', ');
    const imports = codes.includes('form(') ? 'form, message' : 'message';
    wanted.set(
      `messages/${key}.js`,
      `import { ${imports} } from '../../message.ts';\nexport const ${key} = /* @__PURE__ */ message(${codes});\n`,
    );
    const parameters = [...new Map(versions.flatMap(version => [...version.parameters]))].map(([name, type]) => `${name}: ${type}`);
    types.push(
      `export declare const ${key}: (parameters${parameters.length ? `: { ${parameters.join('; ')} }` : '?: Record<string, never>'}, options?: Options) => string;`,
    );
  }
  const index = [...wanted.keys()].map(file => `export * from './${file}';`);
  wanted.set('messages.js', `${index.join('\n')}\n`);
  wanted.set('messages.d.ts', `${types.join('\n')}\n`);
  write(wanted);
}

function compileIn(key: string, source: Source, locale: string): Compiled {
  try {
    return compileMessage(source, locale);
  } catch (error) {
    throw new Error(`${key} (${locale}): ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function readLocale(locale: string): Map<string, Source> {
  const all = new Map<string, Source>();
  for (const page of readdirSync(`${messages}/${locale}`)) {
    const file = `${messages}/${locale}/${page}`;
    const content: Record<string, Source> = JSON.parse(readFileSync(file, 'utf8'));
    for (const [key, source] of Object.entries(content)) {
      if (!/^[a-z]\w*$/.test(key)) throw new Error(`${file}: ${key} cannot be the name of a message`);
      all.set(key, source);
    }
  }
  return all;
}

function write(wanted: Map<string, string>): void {
  mkdirSync(`${compiled}/messages`, { recursive: true });
  const present = readdirSync(compiled, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').slice(compiled.length + 1));
  const held = new Set(present);
  for (const [file, text] of wanted) {
    if (!held.has(file) || readFileSync(`${compiled}/${file}`, 'utf8') !== text) writeFileSync(`${compiled}/${file}`, text);
  }
  for (const file of present) if (!wanted.has(file)) rmSync(`${compiled}/${file}`, { force: true });
}

if (import.meta.main) compileAll();
