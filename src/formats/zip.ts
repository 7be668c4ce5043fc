import { createBreath } from './breath.ts';

export type ZipResult<T> = { ok: true; files: Map<string, T> } | { ok: false; error: { type: 'not-an-archive' | 'damaged' | 'too-large' } };

type Entry = { name: string; isPacked: boolean; isReadable: boolean; from: number; size: number; sum: number };

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * The wanted files of a zip archive as text (UTF-8), unpacked by the platform's own `DecompressionStream`, which every browser
 * the build is made for has. `most` bounds the bytes unpacked, counted as they come: what an archive says of itself may be a lie.
 * Without the list at its end it is `not-an-archive`, or was cut; a file that does not unpack to its own sum is `damaged`.
 */
export async function unzipTexts(bytes: Uint8Array, wanted: (name: string) => boolean, most: number): Promise<ZipResult<string>> {
  const unzipped = await unzipPieces(bytes, wanted, most);
  return unzipped.ok ? { ok: true, files: new Map([...unzipped.files].map(([name, pieces]) => [name, pieces.join('')])) } : unzipped;
}

/** The same, each file as the pieces it came in: to put a hundred megabytes together would hold up whoever types. */
export async function unzipPieces(bytes: Uint8Array, wanted: (name: string) => boolean, most: number): Promise<ZipResult<string[]>> {
  const entries = entriesOf(bytes)?.filter(entry => wanted(entry.name));
  if (!entries) return { ok: false, error: { type: 'not-an-archive' } };
  const files = new Map<string, string[]>();
  let left = most;
  for (const entry of entries) {
    const content = entry.isReadable ? await unpacked(bytes.slice(entry.from, entry.from + entry.size), entry.isPacked, left) : null;
    if (content === null || (content !== 'too-large' && content.sum !== entry.sum)) return { ok: false, error: { type: 'damaged' } };
    if (content === 'too-large') return { ok: false, error: { type: 'too-large' } };
    left -= content.size;
    files.set(entry.name.replace(/^\//u, ''), content.texts);
  }
  return { ok: true, files };
}

/**
 * One file of an archive as it is, at most `most` bytes; null when it is not there, or does not unpack. Its sum is not asked: for whoever knows what
 * the bytes must be by themselves.
 */
export async function unzipOne(bytes: Uint8Array, name: string, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const entry = entriesOf(bytes)?.find(one => one.name === name && one.isReadable);
  if (!entry || entry.size > most) return null;
  const stored = bytes.slice(entry.from, entry.from + entry.size);
  if (!entry.isPacked) return stored;
  const reader = new Blob([stored]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      size += step.value.length;
      if (size > most) {
        await reader.cancel();
        return null;
      }
      pieces.push(step.value);
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return null;
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** The list at the end of an archive; null when there is none or it points outside the file, as in a download that was cut. */
function entriesOf(bytes: Uint8Array): Entry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === null) return null;
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) return null;
    const method = view.getUint16(at + 10, true);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    if (local + 30 > end || view.getUint32(local, true) !== LOCAL) return null;
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      isPacked: method === 8,
      // Neither encrypted nor packed in a way of its own.
      isReadable: (view.getUint16(at + 8, true) & 1) === 0 && (method === 0 || method === 8),
      from: local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true),
      size: view.getUint32(at + 20, true),
      sum: view.getUint32(at + 16, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The record that ends an archive stands before a comment of at most 64 KB. */
function endOf(view: DataView): number | null {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  return null;
}

interface Unpacked {
  texts: string[];
  size: number;
  sum: number;
}

/** Decoded and summed up piece by piece, as it comes: what is tens of megabytes would hold up whoever types. */
async function unpacked(packed: Uint8Array<ArrayBuffer>, isPacked: boolean, most: number): Promise<Unpacked | 'too-large' | null> {
  const stream = new Blob([packed]).stream();
  const reader = (isPacked ? stream.pipeThrough(new DecompressionStream('deflate-raw')) : stream).getReader();
  const decoder = new TextDecoder();
  const breath = createBreath(1);
  const texts: string[] = [];
  let size = 0;
  let sum = 0xffff_ffff;
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      size += step.value.length;
      if (size > most) {
        await reader.cancel();
        return 'too-large';
      }
      sum = crc32(sum, step.value);
      texts.push(decoder.decode(step.value, { stream: true }));
      if (breath.isDue()) await breath.take();
    }
  } catch (error) {
    // Damaged data is a TypeError in browsers and an error of zlib in Node.
    if (!(error instanceof Error)) throw error;
    return null;
  }
  texts.push(decoder.decode());
  return { texts, size, sum: ~sum >>> 0 };
}

const sums = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb8_8320 : sum >>> 1;
  return sum;
});

function crc32(before: number, bytes: Uint8Array): number {
  let sum = before;
  for (const byte of bytes) sum = (sum >>> 8) ^ sums[(sum ^ byte) & 0xff]!;
  return sum;
}
