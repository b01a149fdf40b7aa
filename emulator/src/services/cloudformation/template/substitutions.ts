/** A piece of an `Fn::Sub` string: text, or the name between `${` and `}`. */
export type Piece = { text: string } | { name: string };

/** Takes an `Fn::Sub` string apart. `${!Literal}` is text: `${Literal}`. */
export function substitutions(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    const name = (match[1] ?? '').trim();
    pieces.push(name.startsWith('!') ? { text: `\${${name.slice(1)}}` } : { name });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}
