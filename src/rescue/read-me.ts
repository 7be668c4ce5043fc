import { locales } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';

/** `LUE-MINUT.txt`: what the file is and how it is brought back, in each language, because nobody knows who opens it. */
export function readMe(made: string): string {
  return locales
    .map(locale => {
      const said = { locale };
      return [
        m.rescue_read_title({}, said),
        m.rescue_made({ time: made }, said),
        m.rescue_read_files({}, said),
        m.rescue_read_back({}, said),
        m.rescue_private({}, said),
      ].join('\n\n');
    })
    .join('\n\n----------------------------------------\n\n');
}
