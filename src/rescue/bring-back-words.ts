import type { BroughtBack } from '#notebook/bring-back.ts';
import { m } from '#i18n/messages.ts';
import type { CopyError } from './read-copy.ts';

/** What was new, what was known already, what was left out and why. */
export function bringBackWords({ added, texts, known, elsewhere, unplaced, broken, pictures, picturesLeft }: BroughtBack): {
  ok: boolean;
  sentences: string[];
} {
  const taken = added + texts + pictures;
  if (taken + known + unplaced + broken + picturesLeft === 0)
    return { ok: false, sentences: [elsewhere ? m.rescue_bad_elsewhere() : m.rescue_back_nothing()] };
  const sentences: string[] = [];
  if (added) sentences.push(m.rescue_back_added({ count: added }));
  if (texts) sentences.push(m.rescue_back_texts({ count: texts }));
  if (pictures) sentences.push(m.rescue_back_pictures({ count: pictures }));
  if (taken && known) sentences.push(m.rescue_back_known({ count: known }));
  if (!taken && known) sentences.push(m.rescue_back_nothing());
  if (elsewhere) sentences.push(m.rescue_back_elsewhere({ count: elsewhere }));
  if (broken) sentences.push(m.rescue_back_broken({ count: broken }));
  if (picturesLeft) sentences.push(m.rescue_back_pictures_left({ count: picturesLeft }));
  if (unplaced) sentences.push(m.rescue_back_loose({ count: unplaced }));
  return { ok: broken + unplaced + picturesLeft === 0, sentences };
}

export function copyErrorWords(error: CopyError): string {
  switch (error) {
    case 'empty':
      return m.rescue_bad_empty();
    case 'not-zip':
      return m.rescue_bad_not_zip();
    case 'cut':
      return m.rescue_bad_cut();
    case 'changed':
      return m.rescue_bad_changed();
    case 'newer':
      return m.rescue_bad_newer();
    case 'too-large':
      return m.rescue_bad_too_large();
    case 'unread':
      return m.rescue_bad_unread();
  }
}
