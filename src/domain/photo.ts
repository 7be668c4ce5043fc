import * as z from 'zod/mini';
import { blob, defineKind, last, text } from '#oplog/kind.ts';
import { coordinator, visitor } from './role.ts';

/** Where a photo came from: taken or picked, drawn on the screen, or of a page written by hand. */
export const photoSources = ['camera', 'drawing', 'paper'] as const;
export const photoTypes = ['image/jpeg', 'image/webp', 'image/png'] as const;

/** A photo beside a note (its parent), its writer's own. The picture itself is stored by `notebook.keepPicture`, with this item. */
export const photo = defineKind('photo', {
  space: 'notes',
  write: [visitor, coordinator],
  owned: true,
  fields: {
    picture: blob(),
    /** Of the picture: its length in bytes, its width and height in pixels. */
    bytes: last(z.number(), 0),
    width: last(z.number(), 0),
    height: last(z.number(), 0),
    type: last(z.enum(photoTypes), 'image/jpeg'),
    caption: text(500),
    source: last(z.enum(photoSources), 'camera'),
    /** By the corrected clock, in milliseconds. */
    addedAt: last(z.number(), 0),
    device: last(z.string(), ''),
  },
  search: ['caption'],
});
