import { expect, test } from 'vitest';
import { isStoredDate } from '#domain/calendar-date.ts';
import { programme } from '#domain/programme.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { visit } from '#domain/visit.ts';
import { draft } from '#notebook/draft.ts';
import { memoryNotebook } from '../../support/memory-notebook.ts';

test.each(['', '2026-10-14', '2028-02-29', '2026-12-31'])('"%s" is a date', text => expect(isStoredDate(text)).toBe(true));
test.each(['2026-02-29', '2026-02-31', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '14.10.2026', '2026-1-1'])(
  '"%s" is none',
  text => expect(isStoredDate(text)).toBe(false),
);

test('the door takes no day that does not exist, for a visit or for the end of the notes', async () => {
  const { notebook } = await memoryNotebook('tuula');
  const space = programmeSpace(notebook.me.programme);
  const refused = { ok: false, error: { type: 'invalid', problems: [{ problem: 'invalid-value' }] } };
  expect(await notebook.write([draft(visit, { space, id: 'v9' }, { host: 'lehtola', date: '2026-02-31' })])).toMatchObject(refused);
  expect(await notebook.write([draft(programme, { space, id: notebook.me.programme }, { notesUntil: '2027-02-29' })])).toMatchObject(
    refused,
  );
  expect((await notebook.read(r => r.items(visit, space))).some(one => one.id === 'v9')).toBe(false);
});
