import { describe, expect, it } from 'vitest';
import { xmlEvents } from '#formats/xml-events.ts';

const read = (xml: string) => [...xmlEvents(xml)];

describe('a walk through an XML text', () => {
  it('gives tags without their prefixes, texts, and what stands as it is', () => {
    expect(read(`<?xml version="1.0"?><x:c r='A>1' s = "2"><!-- <v> --><v/>a &amp; b<![CDATA[<t>]]></x:c>`)).toEqual([
      { type: 'open', name: 'c', attributes: ` r='A>1' s = "2"`, isEmpty: false },
      { type: 'open', name: 'v', attributes: '', isEmpty: true },
      { type: 'text', text: 'a & b' },
      { type: 'text', text: '<t>' },
      { type: 'close', name: 'c', attributes: '', isEmpty: false },
    ]);
  });

  // Each was read to its end for each of its beginnings: a file of some kilobytes, unpacked, held the page for minutes.
  it.each(['<!--', '<![CDATA[', '<?', '<!', '<a b="', "<a b='", '<a b="x"', '<a ', '<', '<a b="<!--'])(
    'takes no time over %s without an end',
    piece => {
      const before = process.threadCpuUsage();
      expect(read(piece.repeat(50_000)).every(event => event.type !== 'close')).toBe(true);
      const { user, system } = process.threadCpuUsage(before);
      expect((user + system) / 1_000).toBeLessThan(1_000);
    },
  );

  it('goes on behind what has no end', () => {
    expect(read('<!-- <v/>')).toEqual([
      { type: 'text', text: '!-- ' },
      { type: 'open', name: 'v', attributes: '', isEmpty: true },
    ]);
  });

  it('gives a long text in pieces, of which none ends within an entity', () => {
    for (let before = 65_520; before < 65_540; before++) {
      const texts = read(`${'a'.repeat(before)}&amp;&#x1f600;${'b'.repeat(70_000)}`).map(event =>
        event.type === 'text' ? event.text : '',
      );
      expect(texts.join('')).toBe(`${'a'.repeat(before)}&😀${'b'.repeat(70_000)}`);
      expect(Math.max(...texts.map(text => text.length))).toBeLessThanOrEqual(65_536);
    }
  });
});
