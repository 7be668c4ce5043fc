/** Bytes that are not what they should be; caught where a bundle is read, and told as a cut or changed one. */
export class Unreadable extends Error {}

export interface ByteWriter {
  /** A whole number from 0 to 2^53. */
  number(value: number): void;
  /** A whole number of either sign. */
  signed(value: number): void;
  bytes(value: Uint8Array): void;
  /** With its length before it. */
  sized(value: Uint8Array): void;
  text(value: string): void;
  /** The first time the string itself, later where it stands in the list of those before. */
  shared(value: string): void;
  result(): Uint8Array<ArrayBuffer>;
}

export function byteWriter(): ByteWriter {
  const encoder = new TextEncoder();
  const table = new Map<string, number>();
  let buffer = new Uint8Array(4_096);
  let length = 0;

  function room(more: number): void {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer);
    buffer = larger;
  }

  const writer: ByteWriter = {
    number(value) {
      room(8);
      let rest = value;
      for (; rest > 127; rest = Math.floor(rest / 128)) buffer[length++] = (rest % 128) | 128;
      buffer[length++] = rest;
    },
    // Twice the number would be beyond what is exact for the greatest stamps.
    signed(value) {
      writer.bytes(new Uint8Array([value < 0 ? 1 : 0]));
      writer.number(Math.abs(value));
    },
    bytes(value) {
      room(value.length);
      buffer.set(value, length);
      length += value.length;
    },
    sized(value) {
      writer.number(value.length);
      writer.bytes(value);
    },
    text: value => writer.sized(encoder.encode(value)),
    shared(value) {
      const known = table.get(value);
      writer.number(known ?? 0);
      if (known !== undefined) return;
      table.set(value, table.size + 1);
      writer.text(value);
    },
    result: () => buffer.slice(0, length),
  };
  return writer;
}

export interface ByteReader {
  number(): number;
  signed(): number;
  bytes(length: number): Uint8Array<ArrayBuffer>;
  sized(): Uint8Array<ArrayBuffer>;
  text(): string;
  shared(): string;
  at(): number;
  isAtEnd(): boolean;
}

/** Each call throws `Unreadable` where the bytes do not go on as they should. */
export function byteReader(source: Uint8Array<ArrayBuffer>): ByteReader {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const table: string[] = [];
  let at = 0;

  const reader: ByteReader = {
    number() {
      let value = 0;
      for (let factor = 1; ; factor *= 128) {
        const byte = source[at++];
        if (byte === undefined) throw new Unreadable('a number is cut');
        value += (byte & 127) * factor;
        if (!Number.isSafeInteger(value)) throw new Unreadable('a number is too large');
        if (byte < 128) return value;
      }
    },
    signed() {
      const [sign] = reader.bytes(1);
      const value = reader.number();
      return sign ? -value : value;
    },
    bytes(length) {
      if (length > source.length - at) throw new Unreadable('bytes are missing');
      return source.slice(at, (at += length));
    },
    sized: () => reader.bytes(reader.number()),
    text() {
      const bytes = reader.sized();
      try {
        return decoder.decode(bytes);
      } catch {
        // The one error it knows: no UTF-8.
        throw new Unreadable('no text');
      }
    },
    shared() {
      const index = reader.number();
      if (index > 0) {
        const known = table[index - 1];
        if (known === undefined) throw new Unreadable('an unknown string');
        return known;
      }
      const fresh = reader.text();
      table.push(fresh);
      return fresh;
    },
    at: () => at,
    isAtEnd: () => at === source.length,
  };
  return reader;
}
