import { PatternError } from './pattern-error.ts';

/**
 * `*` stands for any number of characters; `\*` and `\\` for themselves. Matched greedily from piece to piece, so that a long
 * value cannot make it slow as a regular expression could.
 */
export function compileWildcard(operand: unknown): (value: unknown) => boolean {
  if (typeof operand !== 'string') throw new PatternError('wildcard match pattern must be a string');
  const pieces = split(operand);
  const first = pieces[0] as string;
  const last = pieces[pieces.length - 1] as string;
  if (pieces.length === 1) return (value) => value === first;
  const between = pieces.slice(1, -1);
  return (value) => {
    if (typeof value !== 'string' || value.length < first.length + last.length) return false;
    if (!value.startsWith(first) || !value.endsWith(last)) return false;
    let at = first.length;
    const end = value.length - last.length;
    for (const piece of between) {
      const found = value.indexOf(piece, at);
      if (found < 0 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}

function split(pattern: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    const next = pattern[i + 1];
    if (char === '*') {
      if (next === '*') throw new PatternError(`Consecutive wildcard characters at pos ${i + 1}`);
      pieces.push(piece);
      piece = '';
    } else if (char === '\\') {
      if (next !== '*' && next !== '\\') throw new PatternError(`Invalid escape character at pos ${i}`);
      piece += next;
      i++;
    } else piece += char;
  }
  return [...pieces, piece];
}
