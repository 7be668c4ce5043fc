import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** One file within the archive, written in pieces; it must be ended before the next is begun. */
export interface ZipEntry {
  write(text: string | Uint8Array): void;
  end(): void;
}

export interface ZipFile {
  begin(name: string): ZipEntry;
  /** A whole file that packing makes no smaller. */
  store(name: string, bytes: Uint8Array): void;
  /** A whole file at once. */
  add(name: string, text: string): void;
  finish(): Blob;
}

const pieceSize = 1_000_000;
/** What an archive can say of a date. */
const [earliest, latest] = [Date.UTC(1981, 0, 1), Date.UTC(2098, 0, 1)];

/** An archive in the making. What is packed is handed to the browser piece by piece, which may keep it elsewhere than in memory. */
export function createZip(made: number): ZipFile {
  const pieces: Blob[] = [];
  let packed: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let failure: Error | null = null;
  const mtime = Math.min(Math.max(made, earliest), latest);
  const zip = new Zip((error, bytes) => {
    if (error) failure = error;
    if (bytes?.length) packed.push(new Uint8Array(bytes));
    size += bytes?.length ?? 0;
    if (size > pieceSize) handOver();
  });

  function handOver(): void {
    pieces.push(new Blob(packed));
    packed = [];
    size = 0;
  }

  function begin(name: string): ZipEntry {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = mtime;
    zip.add(file);
    return {
      write: text => void (text.length && file.push(typeof text === 'string' ? strToU8(text) : text)),
      end: () => file.push(new Uint8Array(0), true),
    };
  }

  return {
    begin,
    store(name, bytes) {
      const file = new ZipPassThrough(name);
      file.mtime = mtime;
      zip.add(file);
      file.push(bytes, true);
    },
    add(name, text) {
      const entry = begin(name);
      entry.write(text);
      entry.end();
    },
    finish() {
      zip.end();
      if (failure) throw failure;
      handOver();
      return new Blob(pieces, { type: 'application/zip' });
    },
  };
}
