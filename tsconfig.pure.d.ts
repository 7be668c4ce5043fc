/** The pure rooms compile without DOM or Node types. These few are in every host, do nothing to the outside, and are the same everywhere. */
declare function structuredClone<T>(value: T): T;

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBufferView | ArrayBuffer): string;
}
