import type { ItemOf } from '#oplog/kind.ts';
import type { photo } from '#domain/photo.ts';
import { m } from '#i18n/messages.ts';
import type { ItemSaved } from '#notebook/saved.ts';
import type { LinkState } from '../app-context.ts';
import type { PictureProblem } from '../photos.ts';

/** What is read to those who do not see the picture. */
export function photoAlt({ caption, source }: Pick<ItemOf<typeof photo>, 'caption' | 'source'>): string {
  if (caption.trim()) return caption.trim();
  switch (source) {
    case 'camera':
      return m.photo_without_caption();
    case 'drawing':
      return m.photo_drawing_without_caption();
    case 'paper':
      return m.photo_paper_without_caption();
  }
}

/** Where one picture is proven to be: its bytes too. */
export function photoSavedWords(saved: ItemSaved, link: LinkState['link']): string {
  switch (saved.type) {
    case 'here':
      return link === 'offline' || link === 'unreachable' || link === 'captive' ? m.photo_waits() : m.photo_here();
    case 'server':
      return m.photo_server();
    case 'devices':
      return m.photo_devices({ count: saved.count, of: saved.of });
  }
}

/** Why a file was not added: what is wrong with it, that the note is as it was, and what to do. */
export function photoProblemWords(problem: PictureProblem, name: string): string {
  switch (problem) {
    case 'empty':
      return m.photo_problem_empty({ name });
    case 'video':
      return m.photo_problem_video({ name });
    case 'document':
      return m.photo_problem_document({ name });
    case 'no-picture':
      return m.photo_problem_no_picture({ name });
    case 'heic':
      return m.photo_problem_heic({ name });
    case 'too-many-pixels':
      return m.photo_problem_too_many_pixels({ name });
    case 'inflates':
      return m.photo_problem_inflates({ name });
    case 'undecodable':
      return m.photo_problem_undecodable({ name });
    case 'no-memory':
      return m.photo_problem_no_memory({ name });
  }
}
