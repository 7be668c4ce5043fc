const stops = 'button:not(:disabled), a[href], input:not(:disabled), select:not(:disabled)';

/** A toolbar is one stop for Tab; arrows, Home and End move inside it. Members may come and go. */
export function onlyOneTabStop(bar: HTMLElement): () => void {
  const members = () => [...bar.querySelectorAll<HTMLElement>(stops)];

  function settle(chosen?: HTMLElement) {
    const all = members();
    const stop = chosen ?? all.find(member => member.tabIndex === 0) ?? all[0];
    for (const member of all) member.tabIndex = member === stop ? 0 : -1;
  }
  function focused(event: FocusEvent) {
    const member = members().find(one => one === event.target);
    if (member) settle(member);
  }
  function pressed(event: KeyboardEvent) {
    if (event.target instanceof HTMLInputElement && event.target.type === 'text') return;
    const all = members();
    const now = all.findIndex(member => member === document.activeElement);
    const steps: Record<string, number> = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: all.length - 1 };
    const next = steps[event.key];
    if (next === undefined || now < 0) return;
    event.preventDefault();
    all[(next + all.length) % all.length]?.focus();
  }

  const watcher = new MutationObserver(() => settle());
  watcher.observe(bar, { childList: true, subtree: true });
  bar.addEventListener('focusin', focused);
  bar.addEventListener('keydown', pressed);
  for (const member of members()) member.tabIndex = -1;
  settle(members()[0]);
  return () => {
    watcher.disconnect();
    bar.removeEventListener('focusin', focused);
    bar.removeEventListener('keydown', pressed);
  };
}
