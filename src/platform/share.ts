/** `unavailable`: this browser shares nothing, offer copying; `dismissed`: the person closed the sheet. */
export type Shared = 'shared' | 'dismissed' | 'unavailable';

/** Opens the system's share sheet with a text or a file. Must be called from a tap. */
export async function share(what: { title?: string; text?: string; url?: string; files?: File[] }): Promise<Shared> {
  if (!navigator.canShare?.(what)) return 'unavailable';
  try {
    await navigator.share(what);
    return 'shared';
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'dismissed' : 'unavailable';
  }
}
