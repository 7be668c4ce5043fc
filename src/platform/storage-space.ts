/** What the browser says about the space it gives. Bytes; null where it does not tell. */
export interface StorageSpace {
  /** True when the browser promised not to throw the database out by itself. */
  isPersistent: boolean;
  used: number | null;
  quota: number | null;
}

/** Asks the browser to keep the database. Safari grants it to apps on the home screen, Chromium by its own judgement, Firefox asks the person. */
export async function askToKeepStorage(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}

export async function storageSpace(): Promise<StorageSpace> {
  const isPersistent = (await navigator.storage?.persisted?.().catch(() => false)) ?? false;
  const estimate = await navigator.storage?.estimate?.().catch(() => undefined);
  return { isPersistent, used: estimate?.usage ?? null, quota: estimate?.quota ?? null };
}
