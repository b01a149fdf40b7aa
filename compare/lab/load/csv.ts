/** The lines of a CSV, each as its cells, empty lines left out: quoted cells may hold commas and line ends. https://www.rfc-editor.org/rfc/rfc4180 */
export function csvLines(text: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  const endLine = () => {
    cells.push(cell.trim());
    if (cells.some((one) => one !== '')) lines.push(cells);
    cells = [];
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (quoted && char === '"' && text[i + 1] === '"') cell += text[++i];
    else if (char === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (quoted) cell += char;
    else if (char === ',') {
      cells.push(cell.trim());
      cell = '';
    } else if (char === '\n') endLine();
    else if (char !== '\r') cell += char;
  }
  endLine();
  return lines;
}
