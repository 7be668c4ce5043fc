import type { Mark, Sign } from '#domain/note.ts';
import { m } from '#i18n/messages.ts';
import type { ItemSaved } from '#notebook/saved.ts';
import type { Shape, Tone } from '#ui/kit/tones.ts';

export interface SignLook {
  shape: Shape;
  tone: Tone;
  word: string;
}

/** A note's sign as it is drawn and said; null without one. */
export function signLook(sign: Sign): SignLook | null {
  switch (sign) {
    case 'none':
      return null;
    case 'strength':
      return { shape: 'triangle', tone: 'moss', word: m.interview_sign_strength() };
    case 'development':
      return { shape: 'diamond', tone: 'cloudberry', word: m.interview_sign_development() };
    case 'home':
      return { shape: 'star', tone: 'lake', word: m.interview_sign_home() };
    case 'tip':
      return { shape: 'star', tone: 'lake', word: m.interview_sign_tip() };
    case 'follow':
      return { shape: 'question', tone: 'spruce', word: m.interview_sign_follow() };
  }
}

export function markLook(mark: Mark): SignLook | null {
  switch (mark) {
    case 'none':
      return null;
    case 'quote':
      return { shape: 'quote', tone: 'heather', word: m.interview_mark_quote() };
    case 'interpretation':
      return { shape: 'approx', tone: 'ink', word: m.interview_mark_interpretation() };
  }
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
