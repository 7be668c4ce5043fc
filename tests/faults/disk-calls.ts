/** One call that changed a file, a name or the disk. Times are milliseconds since 1970, with fractions. */
export type DiskCall = { file: string; startedAt: number; endedAt: number } & (
  | { type: 'write'; at: number; bytes: Buffer }
  /** Where the file stands: after what was written last, or at its end when it is open for appending. */
  | { type: 'write-on'; bytes: Buffer }
  | { type: 'truncate'; length: number }
  /** Of a file, or of a folder: then of the names in it. */
  | { type: 'sync' }
  /** For writing. */
  | { type: 'open'; isNewIfMissing: boolean; isEmptied: boolean; isAppending: boolean }
  | { type: 'rename'; to: string }
  | { type: 'unlink' }
);

/** Puts together again what strace tells in two lines when another thread came between. */
export async function* wholeCalls(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  const begun = new Map<string, string>();
  for await (const line of lines) {
    const thread = /^\d+ /.exec(line)?.[0] ?? '';
    const end = line.indexOf(' <unfinished ...>');
    const rest = /<\.\.\. \w+ resumed>(.*)$/.exec(line)?.[1];
    if (rest !== undefined) {
      const first = begun.get(thread);
      begun.delete(thread);
      // Without its beginning it began before the trace.
      if (first !== undefined) yield first + rest;
    } else if (end >= 0) begun.set(thread, line.slice(0, end));
    else yield line;
  }
}

const shape = /^(?:\d+ +)?(\d+\.\d+) (\w+)\((.*)\) += (-?\d+|0x[\da-f]+)[^"]* <([\d.]+)>$/;
const onFile = /^\d+<([^>]*)>(?:\(deleted\))?(?:, (.*))?$/;

/** @returns null for what changes none of the files that are meant. Throws at a change that nobody expects. */
export function readCall(line: string, isMeant: (file: string) => boolean): DiskCall | null {
  const found = shape.exec(line);
  if (!found) {
    if (/ \+\+\+ | --- |= \?|<detached \.\.\.>$/.test(line)) return null;
    throw new Error(`A line nobody expected: ${line.slice(0, 200)}`);
  }
  const [, started, name, inside, result, took] = found as unknown as string[];
  // What failed has changed nothing.
  if (result!.startsWith('-')) return null;
  const startedAt = Number(started) * 1000;
  const times = { startedAt, endedAt: startedAt + Number(took) * 1000 };
  const unexpected = () => new Error(`A call nobody expected: ${line.slice(0, 300)}`);
  if (/^(open|rename|unlink|link)/.test(name!)) {
    const paths = [...inside!.matchAll(/"((?:\\x..)*)"/g)].map(([, hex]) => fromHex(hex!).toString());
    const [file, to] = paths as [string, string?];
    if (!paths.some(isMeant)) return null;
    if (name === 'open' || name === 'openat') {
      if (!/O_WRONLY|O_RDWR/.test(inside!)) return null;
      const has = (flag: string) => inside!.includes(flag);
      return { type: 'open', file, ...times, isNewIfMissing: has('O_CREAT'), isEmptied: has('O_TRUNC'), isAppending: has('O_APPEND') };
    }
    if (name!.startsWith('rename') && to !== undefined) return { type: 'rename', file, to, ...times };
    if (name!.startsWith('unlink')) return { type: 'unlink', file, ...times };
    throw unexpected();
  }
  const [, hexFile, rest = ''] = onFile.exec(inside!) ?? [];
  if (hexFile === undefined) {
    const mapped = /(\d+)<([^>]*)>/.exec(inside!)?.[2];
    // Reading by a map changes nothing.
    if (mapped !== undefined && isMeant(pathOf(mapped)) && /MAP_SHARED/.test(inside!) && /PROT_WRITE/.test(inside!)) throw unexpected();
    return null;
  }
  const file = pathOf(hexFile);
  if (!isMeant(file)) return null;
  if (name === 'fsync' || name === 'fdatasync') return { type: 'sync', file, ...times };
  if (name === 'ftruncate') return { type: 'truncate', file, ...times, length: Number(rest) };
  const [, data, length, , at] = /^"((?:\\x..)*)", (\d+)(, (\d+))?$/.exec(rest) ?? [];
  if (data === undefined || !/^p?write(64)?$/.test(name!)) throw unexpected();
  if (Number(length) !== Number(result)) throw new Error(`A write that is not whole: ${rest.slice(-60)}`);
  const bytes = fromHex(data);
  return at === undefined ? { type: 'write-on', file, ...times, bytes } : { type: 'write', file, ...times, at: Number(at), bytes };
}

const pathOf = (text: string): string => (text.includes('\\x') ? fromHex(text).toString() : text);

function fromHex(text: string): Buffer {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex');
}
