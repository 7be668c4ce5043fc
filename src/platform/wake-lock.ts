/**
 * Keeps the screen on while an interview is open. The browser lets go whenever the page is hidden, so it is asked again when shown.
 * Where there is none, or the battery is low, the screen sleeps as it always did.
 * @returns the way to let the screen sleep again
 */
export function keepScreenOn(): () => void {
  let sentinel: WakeLockSentinel | null = null;
  let isWanted = true;
  const ask = async () => {
    if (!isWanted || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    const given = await navigator.wakeLock.request('screen').catch(() => null);
    if (isWanted) sentinel = given;
    else await given?.release();
  };
  const shown = () => void ask();
  document.addEventListener('visibilitychange', shown);
  void ask();
  return () => {
    isWanted = false;
    document.removeEventListener('visibilitychange', shown);
    void sentinel?.release();
  };
}
