import { describe, expect, it } from 'vitest';
import { clientOf, documentOf, encodeOwn, foldText, textIn } from '#oplog/text.ts';
import { readUpdate } from '#oplog/text-update.ts';

const name = { id: 'shared', field: 'words' };
const writer = 'f'.repeat(16);

/** Updates that Yjs decodes, and throws at when they are applied. Each made every device that was sent it unable to exchange its space. */
const poisoned = {
  'a deletion of nothing': 'AQDNvqnRBMLUorADAc2+qdEEBAASAgAYERIc',
  'a letter behind one that is not written yet': 'AQLNvqnRBACEzb6p0QQLBW1Ze24lAQEEdGV4dBgBzb6p0QQDCQcFro2VhwIcHg==',
};

describe('an update that no editor can have made', () => {
  it.each(Object.entries(poisoned))('is left out: %s', (_, update) => {
    const doc = documentOf([], name);
    doc.clientID = clientOf('a'.repeat(16), name);
    textIn(doc).insert(0, 'metsä');
    const honest = { writer: 'a'.repeat(16), update: encodeOwn(doc, 0), refused: false };
    for (const refused of [false, true])
      for (const updates of [
        [honest, { writer, update, refused }],
        [{ writer, update, refused }, honest],
      ])
        expect(foldText(updates, name)).toBe('metsä');
  });

  it('and one that an editor made is read, with what it deletes', () => {
    const doc = documentOf([], name);
    doc.clientID = clientOf(writer, name);
    textIn(doc).insert(0, 'vesistö 🪲');
    textIn(doc).delete(2, 3);
    textIn(doc).insert(1, 'ä');
    const read = readUpdate(encodeOwn(doc, 0), clientOf(writer, name));
    expect(read).toMatchObject({ deletes: true, from: 0, to: 11 });
    expect(readUpdate(encodeOwn(doc, 0), clientOf('a'.repeat(16), name))).toBeNull();
  });
});
