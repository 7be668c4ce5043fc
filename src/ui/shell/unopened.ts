import { m } from '#i18n/messages.ts';

/** Where neither the store nor Svelte can be relied on, plain words. */
export function showUnopened(): null {
  const said = Object.assign(document.createElement('main'), { className: 'unopened' });
  for (const [tag, words] of [['h1', m.shell_open_failed_title()] as const, ['p', m.shell_open_failed()] as const])
    said.append(Object.assign(document.createElement(tag), { textContent: words }));
  said.append(Object.assign(document.createElement('a'), { textContent: m.rescue_title(), href: '/rescue' }));
  document.getElementById('app')!.replaceChildren(said);
  return null;
}
