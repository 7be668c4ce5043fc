import { describe, expect, it } from 'vitest';
import type { DiskCall } from '../../faults/disk-calls.ts';
import { DiskFolder, type Names } from '../../faults/disk-folder.ts';

const log = '/db/000003.log';
const next = '/db/000004.log';
let clock = 0;
const times = () => ({ startedAt: ++clock, endedAt: ++clock });
const open = (file: string, isAppending = false): DiskCall => ({
  type: 'open',
  file,
  ...times(),
  isNewIfMissing: true,
  isEmptied: false,
  isAppending,
});
const write = (file: string, text: string): DiskCall => ({ type: 'write-on', file, ...times(), bytes: Buffer.from(text) });
const sync = (file: string): DiskCall => ({ type: 'sync', file, ...times() });

/** The folder after these calls, which found `niitty` in its log. */
function folderAfter(calls: readonly DiskCall[], names: Names = 'by-folder'): DiskFolder {
  const folder = new DiskFolder(new Map([[log, Buffer.from('niitty')]]), names);
  for (const call of calls) folder.apply(call);
  return folder;
}
const texts = (files: ReadonlyMap<string, Buffer>) => Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.toString()]));

describe('a folder after a power cut', () => {
  const written = [open(log, true), write(log, ' kaava')];

  it('holds what was synced, and not what was only written: words called saved without a sync are lost', () => {
    expect(texts(folderAfter(written).sure())).toEqual({ [log]: 'niitty' });
    expect(texts(folderAfter(written).all())).toEqual({ [log]: 'niitty kaava' });
    expect(texts(folderAfter([...written, sync(log)]).sure())).toEqual({ [log]: 'niitty kaava' });
  });

  it('does not hold what was written while the sync was under way', () => {
    const early = sync(log);
    expect(texts(folderAfter([...written, { ...early, startedAt: 0 }]).sure())).toEqual({ [log]: 'niitty' });
  });

  it('holds a new file when its folder was synced, and by many file systems when it was itself', () => {
    const begun = [open(next), write(next, 'puro'), sync(next)];
    expect(texts(folderAfter(begun).sure())).toEqual({ [log]: 'niitty' });
    expect(texts(folderAfter(begun, 'by-any-sync').sure())).toEqual({ [log]: 'niitty', [next]: 'puro' });
    expect(texts(folderAfter([...begun, sync('/db')]).sure())).toEqual({ [log]: 'niitty', [next]: 'puro' });
  });

  it('holds a file under its old name until the new one is on the disk', () => {
    const renamed: DiskCall[] = [{ type: 'rename', file: log, to: next, ...times() }, ...[open(next, true), write(next, '!'), sync(next)]];
    expect(texts(folderAfter(renamed).sure())).toEqual({ [log]: 'niitty!' });
    expect(texts(folderAfter([...renamed, sync('/db')]).sure())).toEqual({ [next]: 'niitty!' });
    expect(texts(folderAfter([{ type: 'unlink', file: log, ...times() }, sync('/db')]).sure())).toEqual({});
  });

  it('may hold a part of what was on its way, cut at the end of a sector, or zeros for it', () => {
    const folder = folderAfter([open(log, true), write(log, 'a'.repeat(1_000)), write(log, 'b'.repeat(1_000))]);
    const of = (chance: number) =>
      folder
        .partly(
          file => file.shortened(() => chance),
          () => 0,
        )
        .get(log)!
        .toString();
    expect(of(0)).toBe('niitty');
    expect(of(0.4)).toBe(`niitty${'a'.repeat(506)}`);
    expect(of(0.999)).toBe(`niitty${'a'.repeat(1_000)}${'b'.repeat(1_000)}`);
    const zeroed = folder
      .partly(
        file => file.zeroed(() => 0.3),
        () => 0,
      )
      .get(log)!;
    expect(zeroed.toString()).toBe(`niitty${'\0'.repeat(1_000)}`);
  });
});
