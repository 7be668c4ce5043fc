/** Keeps the screen lit until the returned function is called. Browsers let go of it when the page is hidden, and some refuse: then it dims as ever. */
export function keepAwake(): () => void {
  let isWanted = true;
  let lock: WakeLockSentinel | null = null;

  async function ask(): Promise<void> {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    const given = await navigator.wakeLock.request('screen').catch(() => null);
    if (isWanted) lock = given;
    else await given?.release();
  }
  const onShow = () => void ask();
  document.addEventListener('visibilitychange', onShow);
  void ask();

  return () => {
    isWanted = false;
    document.removeEventListener('visibilitychange', onShow);
    void lock?.release();
  };
}
