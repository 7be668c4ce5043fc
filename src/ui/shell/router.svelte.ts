import { createSubscriber } from 'svelte/reactivity';

/** Addresses of this origin that are no pages of the app's. */
const outside = /^\/(api\/|rescue$)/;

/** The address bar as something Svelte follows. Links inside the app change it without loading; everything else is the browser's. */
export class Router {
  readonly #listeners = new Set<() => void>();
  readonly #subscribe = createSubscriber(update => {
    this.#listeners.add(update);
    return () => this.#listeners.delete(update);
  });

  constructor() {
    addEventListener('popstate', () => this.#changed());
    document.addEventListener('click', event => this.#follow(event));
  }

  get path(): string {
    this.#subscribe();
    return location.pathname;
  }

  go(path: string, how: 'push' | 'replace' = 'push'): void {
    if (how === 'replace') history.replaceState(null, '', path);
    else if (path !== location.pathname) history.pushState(null, '', path);
    this.#changed();
    if (how === 'push') scrollTo(0, 0);
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link?.href || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || outside.test(url.pathname) || (url.hash && url.pathname === location.pathname)) return;
    event.preventDefault();
    this.go(url.pathname + url.hash);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
