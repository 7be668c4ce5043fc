import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a server differs from what it should be; `altered-server.ts` makes it so. */
export interface Alteration {
  /** Milliseconds. It takes a twentieth of a second. */
  clockAhead?: number;
  /** As `kinds.ts` writes it; from the next start on. */
  unknownKind?: string;
}

export interface Alterable {
  env: Record<string, string>;
  alter(how: Alteration): void;
}

/** A file that a server looks into, and the environment that makes it. */
export function alterable(): Alterable {
  const file = join(mkdtempSync(join(tmpdir(), 'vertti-altered-')), 'altered.json');
  const alter = (how: Alteration) => {
    // At once: the server may be reading.
    writeFileSync(`${file}.new`, JSON.stringify(how));
    renameSync(`${file}.new`, file);
  };
  alter({});
  const preload = new URL('altered-server.ts', import.meta.url).pathname;
  return { env: { NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import ${preload}`, VERTTI_ALTERED: file }, alter };
}
