import { chooseLocale, locale, setLocale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { copyWords, isEmptyCopy } from './copy-words.ts';
import { download } from './download.ts';
import { makeCopy, type Copy } from './make-copy.ts';

declare const __VERTTI_BUILD__: string;

/*
 * The page at /rescue: a program of its own, built apart from the app, so that nothing of the app need be well for it. Plain elements and
 * no libraries but those that pack and decode.
 */

const part = (id: string) => document.getElementById(id)!;
const button = part('take') as HTMLButtonElement;
const again = part('again') as HTMLAnchorElement;

setLocale(chooseLocale(setting('locale'), navigator.languages));
document.documentElement.lang = locale();
const theme = setting('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;

document.title = `${m.rescue_title()} – ${m.common_product()}`;
const texts = { title: m.rescue_title, lead: m.rescue_lead, private: m.rescue_private, back: m.rescue_read_back, take: m.rescue_title };
for (const [id, text] of Object.entries(texts)) part(id).textContent = text();
part('home').textContent = m.rescue_to_app();
again.textContent = m.rescue_again();
button.addEventListener('click', () => void take());
button.disabled = false;

async function take(): Promise<void> {
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  again.hidden = true;
  say([m.rescue_taking()]);
  try {
    const copy = await makeCopy({
      home: { indexedDB, IDBKeyRange },
      name: 'vertti',
      build: __VERTTI_BUILD__,
      now: Date.now(),
      zone: 'Europe/Helsinki',
      onScreen: { texts: [], loose: [] },
      loadWords: () => import('./open-words.ts'),
      onRead: records => (part('count').textContent = m.rescue_count({ count: records })),
    });
    offer(copy);
  } catch (error) {
    say([m.rescue_failed({ reason: String(error) })]);
  }
  part('count').textContent = '';
  button.removeAttribute('aria-disabled');
}

function offer(copy: Copy): void {
  say(copyWords(copy));
  if (isEmptyCopy(copy)) return;
  download(copy.file, copy.name);
  // A browser that asked in vain, or blocked it, is asked anew by a tap.
  again.href = URL.createObjectURL(copy.file);
  again.download = copy.name;
  again.hidden = false;
}

function say(sentences: readonly string[]): void {
  part('said').replaceChildren(...sentences.map(sentence => Object.assign(document.createElement('p'), { textContent: sentence })));
}

/** Where even that is closed, the device's own language and look do. */
function setting(key: string): string | null {
  try {
    return localStorage.getItem(`vertti-${key}`);
  } catch {
    return null;
  }
}
