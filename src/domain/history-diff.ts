/** A piece of a text compared with how it was before. */
export interface DiffPiece {
  kind: 'same' | 'added' | 'removed';
  words: string;
}

/** Longer texts are compared as one piece: a table of their words would be too large for a tablet. */
const mostWords = 1500;

/** What changed between two texts, word by word (longest common subsequence). Joined again, same + added is `after`. */
export function diffWords(before: string, after: string): DiffPiece[] {
  const old = tokens(before);
  const now = tokens(after);
  if (old.length > mostWords || now.length > mostWords) return joined([piece('removed', before), piece('added', after)]);
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const pieces: DiffPiece[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      pieces.push(piece('same', old[i++]!));
      j++;
    } else if (i < old.length && (j === now.length || lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!))
      pieces.push(piece('removed', old[i++]!));
    else pieces.push(piece('added', now[j++]!));
  }
  return phrases(joined(pieces));
}

/** Long stretches that did not change, shortened to their ends. */
export function shortened(pieces: readonly DiffPiece[], keep = 40): DiffPiece[] {
  return pieces.map((one, index) => {
    if (one.kind !== 'same' || one.words.length <= keep * 2) return one;
    const start = index === 0 ? '' : one.words.slice(0, keep);
    const end = index === pieces.length - 1 ? '' : one.words.slice(-keep);
    return { kind: 'same', words: `${start.replace(/\S*$/u, '')}… ${end.replace(/^\S*\s/u, '')}` };
  });
}

/** What changed in neighbouring words is read as one phrase: all that went, then all that came. */
function phrases(pieces: readonly DiffPiece[]): DiffPiece[] {
  const read: DiffPiece[] = [];
  let gone = '';
  let come = '';
  const flush = () => {
    read.push(piece('removed', gone), piece('added', come));
    gone = come = '';
  };
  for (const [index, one] of pieces.entries()) {
    const isBetween = one.kind === 'same' && !one.words.trim() && (gone || come) && index < pieces.length - 1;
    if (one.kind !== 'added' && (one.kind === 'removed' || isBetween)) gone += one.words;
    if (one.kind !== 'removed' && (one.kind === 'added' || isBetween)) come += one.words;
    if (one.kind === 'same' && !isBetween) {
      flush();
      read.push(one);
    }
  }
  flush();
  return joined(read);
}

function tokens(text: string): string[] {
  return text.match(/\s+|[^\s]+/gu) ?? [];
}

function piece(kind: DiffPiece['kind'], words: string): DiffPiece {
  return { kind, words };
}

function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const whole: DiffPiece[] = [];
  for (const one of pieces) {
    const last = whole.at(-1);
    if (last?.kind === one.kind) last.words += one.words;
    else if (one.words) whole.push({ ...one });
  }
  return whole;
}
