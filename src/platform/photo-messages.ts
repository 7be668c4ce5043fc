import type { PictureUse } from './platform.ts';

/** To the worker that encodes pictures anew: one at a time. It answers with a `Recoded`. */
export interface RecodeRequest {
  file: Blob;
  use: PictureUse;
}
