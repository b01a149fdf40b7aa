/** Broken between words; what goes on is indented by `hang`. A word that is wider than all stays whole. */
export function wrapped(text: string, width: number, hang = 0): string[] {
  const lines: string[] = [];
  let line = '';
  // runs of blanks are columns: they are kept
  for (const word of text.split(/(?<=\S)(?= )/)) {
    if (line !== '' && line.length + word.length > width) {
      lines.push(line);
      line = ' '.repeat(hang) + word.trimStart();
    } else line += word;
  }
  return [...lines, line];
}
