import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** In any spelling a browser stores text in: V8 keeps what fits into Latin-1 as that, everything else as UTF-16; updates are base64. */
export function holds(bytes: Buffer, words: string): boolean {
  const spellings = [
    Buffer.from(words, 'utf8'),
    Buffer.from(words, 'utf16le'),
    Buffer.from(Buffer.from(words, 'utf8').toString('base64').slice(0, -4)),
  ];
  if (!/[^\u0000-\u00ff]/u.test(words)) spellings.push(Buffer.from(words, 'latin1'));
  return spellings.some(spelling => bytes.includes(spelling));
}

/** Every file of a profile, whole; those that the running browser holds shut are left out. */
export function bytesUnder(folder: string): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name);
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) found.set(name, readFileSync(file));
  }
  return found;
}
