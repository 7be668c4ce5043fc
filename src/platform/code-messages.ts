/** To the worker that reads codes: one picture, whose pixels go over to it. */
export interface CodeRequest {
  image: ImageBitmap;
}

/** From it, for each request: null when there is no code in it that could be read. */
export interface CodeAnswer {
  text: string | null;
}
