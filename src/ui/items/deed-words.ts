import { m } from '#i18n/messages.ts';

/** Whose deed it is: by name, or one's own, which Finnish says with another verb. */
export interface Doer {
  name: string;
  isMe: boolean;
}

const deeds = {
  wrote: [m.history_wrote, m.history_you_wrote],
  made: [m.history_made, m.history_you_made],
  changed: [m.history_changed, m.history_you_changed],
  deleted: [m.history_deleted, m.history_you_deleted],
  restored: [m.history_restored, m.history_you_restored],
  cancelled: [m.bin_cancelled, m.bin_you_cancelled],
} as const;

/** `Timo poisti`, `Poistit`. */
export function deedWords(deed: keyof typeof deeds, { name, isMe }: Doer): string {
  const [theirs, yours] = deeds[deed];
  return isMe ? yours() : theirs({ name });
}
