import { m } from '#i18n/messages.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { App } from '../app-context.ts';
import { unopenedTexts } from '../items/unopened-texts.ts';

export interface CopySources {
  notebook: Notebook | null;
  /** The database's name. */
  database: string;
  build: string;
  zone: string;
  now(): number;
  /** Something may have been brought in. */
  changed(): void;
}

/** Taking everything out and bringing it back: fetched when asked for, and the rest of the app needs neither. */
export function copiesOf({ notebook, database, build, zone, now, changed }: CopySources): Pick<App, 'takeOut' | 'bringBack'> {
  const side = () => import('#rescue/app-side.ts').catch(() => null);
  const notLoaded = () => ({ ok: false, sentences: [m.rescue_not_loaded()] });
  return {
    takeOut: async () => {
      const loaded = await side();
      const loose = [...unopenedTexts].map(text => text.words).filter(words => words.trim());
      const onScreen = { texts: notebook?.unstoredTexts() ?? [], loose };
      return loaded ? loaded.takeOut({ name: database, build, now: now(), zone, onScreen }) : notLoaded();
    },
    bringBack: async file => {
      const loaded = await side();
      const answer = loaded && notebook ? await loaded.bringBackFile(file, copied => notebook.bringBack(copied)) : notLoaded();
      changed();
      return answer;
    },
  };
}
