/** How a file becomes a picture that can be kept. It comes from outside, as everything of the device does. */
export type { Photos, PictureProblem, RecodedPicture } from '#platform/platform.ts';
