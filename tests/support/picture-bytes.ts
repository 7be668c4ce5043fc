/** What begins as a JPEG does and is told from others by its number. */
export function pictureBytes(number: number, length = 2_000): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from({ length }, (_, index) => (index * 31 + number * 7) % 256);
  bytes.set([0xff, 0xd8, 0xff, 0xe0, number >> 8, number & 255]);
  return bytes;
}
