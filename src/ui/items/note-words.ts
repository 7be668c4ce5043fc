import type { Side } from '#domain/finding.ts';
import type { Mark, Sign } from '#domain/note.ts';
import { m } from '#i18n/messages.ts';
import type { ItemSaved } from '#notebook/saved.ts';
import type { Shape, Tone } from '#ui/kit/tones.ts';

export interface Look {
  shape: Shape;
  tone: Tone;
}
export interface SignLook extends Look {
  word: string;
}

/** A note's sign as it is drawn and said; null without one. The signs of findings are the same. */
export function signLook(sign: Side | 'follow'): SignLook;
export function signLook(sign: Sign): SignLook | null;
export function signLook(sign: Sign): SignLook | null {
  switch (sign) {
    case 'none':
      return null;
    case 'strength':
      return { shape: 'triangle', tone: 'moss', word: m.interview_sign_strength() };
    case 'development':
      return { shape: 'diamond', tone: 'cloudberry', word: m.interview_sign_development() };
    case 'tip':
      return { shape: 'star', tone: 'lake', word: m.interview_sign_tip() };
    // An idea too, but the host is not told it: it must not look like a tip.
    case 'home':
      return { shape: 'house', tone: 'ink', word: m.interview_sign_home() };
    case 'follow':
      return { shape: 'question', tone: 'spruce', word: m.interview_sign_follow() };
  }
}

export function markLook(mark: Mark): SignLook | null {
  switch (mark) {
    case 'none':
      return null;
    case 'quote':
      return { shape: 'quote', tone: 'heather', word: m.debrief_quote() };
    case 'interpretation':
      return { shape: 'approx', tone: 'ink', word: m.debrief_interpretation() };
  }
}

/** A sign's word where it stands alone: *Vahvuus*. */
export function signWord(sign: Sign): string {
  const word = signLook(sign)?.word ?? m.debrief_no_sign();
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function markWord(mark: Mark): string {
  return markLook(mark)?.word ?? '';
}

/** Where one note is proven to be. */
export function savedWords(saved: ItemSaved): string {
  switch (saved.type) {
    case 'here':
      return m.interview_saved_here();
    case 'server':
      return m.interview_saved_server();
    case 'devices':
      return m.interview_saved_devices({ count: saved.count, of: saved.of });
  }
}
