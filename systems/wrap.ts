/** A line for a terminal of this width; what does not fit goes on below, so far in. A word that is longer than a line is left whole. */
export function wrap(line: string, hang: number, width = 100): string {
  if (line.length <= width) return line;
  // spaces at the beginning, and between columns, are no place to break
  const from = Math.max(hang, line.search(/\S/)) + 1;
  const fits = line.lastIndexOf(' ', width);
  const at = fits > from ? fits : line.indexOf(' ', Math.max(width, from));
  if (at === -1) return line;
  const rest = `${' '.repeat(hang)}${line.slice(at).trimStart()}`;
  return `${line.slice(0, at).trimEnd()}\n${wrap(rest, hang, width)}`;
}
