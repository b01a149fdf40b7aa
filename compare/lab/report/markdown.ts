import { type Block, type Cell, type Document, textOf } from './blocks.ts';
import { svgOf } from './svg/plot.ts';

export interface MarkdownReport {
  markdown: string;
  /** Drawings beside it, by their path from it. */
  files: Map<string, string>;
}

/** The report as Markdown, its plots as SVG files in a folder beside it. */
export function markdownOf({ title, subtitle, clock, sections }: Document): MarkdownReport {
  const files = new Map<string, string>();
  const lines = [`# ${inline(title)}`, inline(subtitle), inline(clock)];
  for (const { title, blocks } of sections)
    lines.push(`## ${inline(title)}`, ...blocks.map((block) => write(block, files)).filter((text) => text !== ''));
  return { markdown: `${lines.join('\n\n')}\n`, files };
}

function write(block: Block, files: Map<string, string>): string {
  switch (block.kind) {
    case 'text':
      return inline(block.text);
    case 'alarm':
      return `> **${inline(block.text)}**`;
    case 'list':
      return block.items.map((item) => (typeof item === 'string' ? `- ${inline(item)}` : `- **${inline(item.text)}**`)).join('\n');
    case 'plot': {
      const file = `plots/${block.plot.name}.svg`;
      files.set(file, `${svgOf(block.plot, true)}\n`);
      return `![${inline(`${block.plot.title}. ${block.plot.desc}`)}](${file})`;
    }
    case 'table':
      return table(block);
  }
}

function table({ caption, head, rows, prose = [] }: Extract<Block, { kind: 'table' }>): string {
  const cell = (value: Cell) => {
    const text = inline(textOf(value)).replaceAll('|', '\\|');
    return typeof value === 'string' || value.tone !== 'bad' ? text : `**${text}**`;
  };
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 || prose.includes(i) ? '---' : '--:'));
  return [
    ...(caption ? [`${inline(caption)}:`, ''] : []),
    line(head.map(inline)),
    line(rule),
    ...rows.map((cells) => line(cells.map(cell))),
  ].join('\n');
}

/** What Markdown would take for its own; \`code\` stays. */
const inline = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\*_[\]<>#]/g, (char) => `\\${char}`);
