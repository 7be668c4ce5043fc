import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Compression } from '#sync/handover/compression.ts';

/** The same as the browser's streams, at once. */
export const plainCompression: Compression = {
  deflate: async bytes => new Uint8Array(deflateRawSync(bytes)),
  inflate: async (bytes, most) => new Uint8Array(inflateRawSync(bytes, { maxOutputLength: most })),
};
