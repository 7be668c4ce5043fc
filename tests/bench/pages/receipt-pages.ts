import { mount, unmount } from 'svelte';
import type { Notebook } from '#notebook/notebook.ts';
import type { App } from '#ui/app-context.ts';
import LeavePage from '#ui/pages/leave/LeavePage.svelte';
import ReceiptPage from '#ui/pages/receipt/ReceiptPage.svelte';
import type { PageComponent } from '#ui/routes.ts';
import { unlinked } from '#ui/shell/link-state.ts';
import { told } from '#ui/told.ts';
import WithApp from '../../support/WithApp.svelte';

/** Milliseconds from asking for each page of receipts until its verdict stands on the screen. */
export async function drawReceipts(notebook: Notebook): Promise<number[]> {
  const app = {
    notebook,
    link: unlinked(false),
    device: told({ storage: 'open' }),
    minute: told(notebook.wall()),
    troubles: told([]),
    syncNow: () => undefined,
  } as unknown as App;
  const took: number[] = [];
  for (const page of [ReceiptPage, LeavePage] as PageComponent[]) {
    const target = document.body.appendChild(document.createElement('div'));
    const started = performance.now();
    const drawn = mount(WithApp, { target, props: { app, page, params: { visit: 'v' } } });
    await new Promise<void>(resolve => {
      const seen = new MutationObserver(() => {
        if (!target.querySelector('.verdict h2')) return;
        seen.disconnect();
        resolve();
      });
      seen.observe(target, { childList: true, subtree: true });
    });
    // Laid out, as it is seen.
    target.getBoundingClientRect();
    took.push(performance.now() - started);
    await unmount(drawn);
    target.remove();
  }
  return took;
}
