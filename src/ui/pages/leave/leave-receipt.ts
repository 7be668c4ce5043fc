import { clockAt, fullDate, localDate } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { saveFile } from '#ui/items/files-out.ts';
import type { LeavePage } from './leave-page.svelte.ts';
import { deviceName, standingWord, standingWords, verdictTitle } from './leave-words.ts';

export interface LeaveReceipt {
  file: string;
  /** A page of its own that needs nothing else, to be read anywhere. */
  html: string;
}

/** What was known at this moment, to be kept: the verdict, each device, and the heads that prove it. */
export function leaveReceipt(page: LeavePage): LeaveReceipt {
  const { day, now, leave, lines } = page;
  const date = localDate(now, day.zone);
  const time = clockAt(locale(), now, day.zone);
  const sheet = document.implementation.createHTMLDocument(m.leave_title());
  sheet.documentElement.lang = locale();
  const charset = sheet.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  sheet.head.prepend(charset);
  const { body } = sheet;
  const visit = [day.host, day.date && fullDate(locale(), day.date)].filter(Boolean).join(', ');
  body.append(made(sheet, 'p', visit), made(sheet, 'h1', verdictTitle(page)));
  body.append(made(sheet, 'p', m.leave_receipt_at({ date: fullDate(locale(), date), time })));
  body.append(made(sheet, 'p', m.leave_receipt_means()));
  body.append(
    tableOf(
      sheet,
      [m.leave_receipt_device(), m.leave_receipt_state(), m.leave_receipt_holds()],
      lines.map(line => [
        deviceName(line),
        `${standingWord(line)}. ${standingWords(line, now, day.zone)}`,
        m.leave_receipt_of({ holds: line.holds, total: leave.total }),
      ]),
    ),
  );
  body.append(made(sheet, 'h2', m.leave_receipt_heads()), made(sheet, 'p', m.leave_receipt_heads_text()));
  for (const { space, own, server, words } of day.known.spaces) {
    const hashes = new Map(day.heads.filter(head => head.space === space).map(head => [head.writer, head.hash]));
    const said = lines.filter(line => !line.isThis).map(line => ({ line, vector: words[line.device]?.vector ?? {} }));
    const writers = [...new Set([own, server, ...said.map(one => one.vector)].flatMap(vector => Object.keys(vector)))].sort();
    if (writers.length === 0) continue;
    const names = lines.filter(line => line.isThis).map(deviceName);
    body.append(
      made(sheet, 'h3', space),
      tableOf(
        sheet,
        [m.leave_receipt_writer(), m.leave_receipt_server(), ...names, ...said.map(({ line }) => deviceName(line)), m.leave_receipt_hash()],
        writers.map(writer => [
          writer,
          ...[server, own, ...said.map(one => one.vector)].map(vector => String(vector[writer] ?? 0)),
          (hashes.get(writer) ?? '').slice(0, 16),
        ]),
      ),
    );
  }
  const place = (day.host || m.leave_title()).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  // Its look goes in as text: the app's own page would refuse a style that stands in a document of its.
  const html = sheet.documentElement.outerHTML.replace('</head>', `<style>${look}</style></head>`);
  return { file: `${m.leave_receipt_file()}-${place}-${date}-${time.replaceAll(/\D/g, '')}.html`, html: `<!doctype html>\n${html}` };
}

/** Gives the file to the browser. */
export function keepReceipt({ file, html }: LeaveReceipt): void {
  saveFile(new File([html], file, { type: 'text/html;charset=utf-8' }));
}

function made(sheet: Document, tag: string, words: string): HTMLElement {
  return Object.assign(sheet.createElement(tag), { textContent: words });
}

function tableOf(sheet: Document, heads: readonly string[], rows: readonly string[][]): HTMLElement {
  const table = sheet.createElement('table');
  for (const [cells, tag] of [[heads, 'th'] as const, ...rows.map(row => [row, 'td'] as const)]) {
    const row = sheet.createElement('tr');
    row.append(...cells.map(words => made(sheet, tag, words)));
    table.append(row);
  }
  return table;
}

const look = `body{font:17px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1c2421}
table{border-collapse:collapse;margin:0 0 1.5rem}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #dfded6}
h1{font-size:2rem}h3{font-size:1rem;color:#55605b}`;
