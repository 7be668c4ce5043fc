/*
 * What is kept beside the database: choices of this device, and what must be known when the database is not.
 */

/** The list of what was in the way, as text. */
export const troubleKeep = {
  load: () => readSetting('troubles'),
  save(entries: string): boolean {
    try {
      writeSetting('troubles', entries);
      return true;
    } catch {
      // Full or forbidden: the list is known until the app is closed.
      return false;
    }
  },
};

export function readSetting(key: string): string | null {
  return localStorage.getItem(`vertti-${key}`);
}

export function writeSetting(key: string, value: string): void {
  localStorage.setItem(`vertti-${key}`, value);
}
