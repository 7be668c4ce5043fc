import { zip } from './zip.ts';

/** A workbook made by hand, for what no writer of ours makes: odd cells, hidden sheets, a Mac's calendar. */
export type SheetSource = { name: string; state?: 'hidden' | 'veryHidden'; rows: string[]; merges?: string[] };

/** Style 1 is `h:mm`, 2 a date, 3 a date with a time, 4 `0.00`, 5 the Finnish `h.mm;@`, 6 `[h]:mm`. */
const STYLES = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3"><numFmt numFmtId="164" formatCode="[$-40B]d\\.m\\.yyyy\\ h\\.mm"/><numFmt numFmtId="165" formatCode="h\\.mm;@"/><numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="20"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="20"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="2"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`;
const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export function workbook(sheets: SheetSource[], options: { counts1904?: boolean } = {}): Uint8Array {
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/styles.xml': STYLES,
    'xl/workbook.xml': `<workbook ${NS} xmlns:r="${OFFICE}"><workbookPr${options.counts1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        (sheet, index) =>
          `<sheet name="${sheet.name}" sheetId="${index + 1}"${sheet.state ? ` state="${sheet.state}"` : ''} r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rIdS" Type="${OFFICE}/styles" Target="styles.xml"/>${sheets
      .map((_, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`)
      .join('')}</Relationships>`,
  };
  for (const [index, sheet] of sheets.entries()) {
    const rows = sheet.rows.map((cells, row) => `<row r="${row + 1}">${cells}</row>`).join('');
    const merges = sheet.merges ? `<mergeCells>${sheet.merges.map(ref => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : '';
    files[`xl/worksheets/sheet${index + 1}.xml`] = `<worksheet ${NS}><sheetData>${rows}</sheetData>${merges}</worksheet>`;
  }
  return zip(files);
}

/** A row of plain texts from column A; an empty text makes no cell. */
export function textRow(row: number, ...texts: string[]): string {
  return texts.map((text, index) => (text === '' ? '' : textCell(`${String.fromCharCode(65 + index)}${row}`, text))).join('');
}

export function textCell(address: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<c r="${address}" t="inlineStr"><is><t>${escaped}</t></is></c>`;
}

export function numberCell(address: string, value: number | string, style = 0): string {
  return `<c r="${address}" s="${style}"><v>${value}</v></c>`;
}
