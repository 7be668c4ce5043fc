/*
 * Bytes in the characters of a code's alphanumeric mode. Binary mode will not do: what browsers give back of a code is text, and bytes
 * that are no text do not survive it. Two bytes take three characters, as in base45 (RFC 9285); with 41 characters they still do, and the
 * space (which readers may trim) and what makes a text look like an address or a Wi-Fi name can be left out.
 */

const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-.';
const base = characters.length;
const values = new Map([...characters].map((character, value) => [character, value]));

/** A last odd byte takes two characters. */
export function toBase41(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length;
    let value = isPair ? bytes[at]! * 256 + bytes[at + 1]! : bytes[at]!;
    for (let left = isPair ? 3 : 2; left > 0; left--) {
      text += characters[value % base]!;
      value = Math.floor(value / base);
    }
  }
  return text;
}

/** @returns null for what no bytes are written as */
export function fromBase41(text: string): Uint8Array | null {
  const rest = text.length % 3;
  if (rest === 1) return null;
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest ? 1 : 0));
  for (let at = 0, to = 0; at < text.length; at += 3) {
    let value = 0;
    for (let index = Math.min(at + 3, text.length) - 1; index >= at; index--) {
      const digit = values.get(text[index]!);
      if (digit === undefined) return null;
      value = value * base + digit;
    }
    if (to + 1 < bytes.length) {
      if (value > 0xffff) return null;
      bytes[to++] = value >> 8;
    } else if (value > 0xff) return null;
    bytes[to++] = value;
  }
  return bytes;
}
