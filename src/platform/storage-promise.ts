/** Bytes under which the room left is little: a day with its undo is a few megabytes, and browsers stop some way before the end. */
const little = 50_000_000;

/** How much the browser says may still be stored; null where it does not say. */
export async function roomLeft(
  storage: Pick<StorageManager, 'estimate'> | undefined = navigator.storage,
): Promise<'enough' | 'little' | null> {
  const { usage, quota } = (await storage?.estimate?.().catch(() => null)) ?? {};
  if (usage === undefined || !quota) return null;
  return quota - usage < little ? 'little' : 'enough';
}

/** Whether the browser has promised not to throw the storage out by itself; null where it does not say. */
export async function isPersistent(storage: Pick<StorageManager, 'persisted'> | undefined = navigator.storage): Promise<boolean | null> {
  return (await storage?.persisted?.()) ?? null;
}
