/** The encodings that spreadsheets save text in. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export type TextResult = { ok: true; text: string; encoding: TextEncoding } | { ok: false; error: { type: 'unreadable-encoding' } };

/**
 * Bytes to text: a mark at the beginning decides, then zeros (UTF-16 without a mark is also valid UTF-8, so they are asked
 * first), then strict UTF-8, and what is left can only be Windows-1252, which Finnish Excel saves as CSV. A result that
 * reads like no language is refused rather than shown as rubbish.
 */
export function bytesToText(bytes: Uint8Array): TextResult {
  const marked = encodingOfMark(bytes);
  if (marked) return decoded(bytes, marked);
  const wide = encodingOfZeros(bytes);
  if (wide) return decoded(bytes, wide);
  const utf8 = decoded(bytes, 'utf-8');
  if (utf8.ok || hasBinaryBytes(bytes)) return utf8;
  return decoded(bytes, 'windows-1252');
}

function encodingOfMark(bytes: Uint8Array): TextEncoding | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return null;
}

/** Letters, digits and separators of our languages have a zero for the one half in UTF-16. */
function encodingOfZeros(bytes: Uint8Array): TextEncoding | null {
  const sample = bytes.subarray(0, 4096);
  if (sample.length < 4) return null;
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  });
  const pairs = sample.length / 2;
  if (odd > pairs * 0.5 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.5 && odd < pairs * 0.05) return 'utf-16be';
  return null;
}

function decoded(bytes: Uint8Array, encoding: TextEncoding): TextResult {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return isPlausible(text, encoding) ? { ok: true, text, encoding } : { ok: false, error: { type: 'unreadable-encoding' } };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ok: false, error: { type: 'unreadable-encoding' } };
  }
}

function hasBinaryBytes(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 65_536).some(byte => byte < 9 || (byte > 13 && byte < 32 && byte !== 0x1a));
}

function isPlausible(text: string, encoding: TextEncoding): boolean {
  if (/[\u0000-\u0008\u000E-\u0019\u001B-\u001F]/u.test(text)) return false;
  if (encoding !== 'windows-1252') return true;
  // Bytes that Windows-1252 leaves empty come out as C1 controls; its quotes and daggers within a word (a low quote after any letter) are the å, ä and ö
  // of an older code page (DOS 850: † „ ”, Macintosh: Œ Š š between small letters).
  return !/[\u0080-\u009F]/u.test(text) && !/\p{L}(?:„|[”†‡]\p{L})/u.test(text) && !/\p{Ll}[ŒŠ]\p{Ll}/u.test(text);
}
