import { styleText } from 'node:util';
import { wrapped } from '../compare/report/wrap.ts';
import type { System, Variant, Walkthrough } from './system.ts';

export interface Look {
  colour: boolean;
}

type Style = Parameters<typeof styleText>[0];
/** Columns of a story: it is read, not filled. */
const WIDTH = 100;

/** A line of a story; what does not fit goes on below, indented by `hang`. */
export const wrap = (line: string, hang: number): string => wrapped(line, WIDTH, hang).join('\n');

const paint = (look: Look, style: Style, text: string) => (look.colour ? styleText(style, text, { validateStream: false }) : text);

export const heading = (system: System, variant: Variant, look: Look): string =>
  paint(look, 'bold', `${system.title} · ${variant.name}: ${variant.title}`);

/** The promises of a walkthrough, a line each, and how many were kept; nothing of one that was not run, whose story says so. */
export function promisesText({ promises, tookMs, skipped }: Walkthrough, look: Look): string {
  if (skipped !== undefined) return '';
  const width = Math.max(...promises.map(({ what }) => what.length));
  const lines = promises.map(({ what, kept, found }) => {
    // where the promises are long, what was found goes on below, and not in a narrow column at the edge
    const line = wrap(`  ${kept ? '✓' : '✗'} ${what.padEnd(width)}  ${found}`, width > 40 ? 6 : width + 6);
    return line.replace(/[✓✗]/, (mark) => paint(look, kept ? 'green' : 'red', mark));
  });
  const kept = promises.filter((promise) => promise.kept).length;
  const sum = `  ${kept} of ${promises.length} promises kept, ${(tookMs / 1000).toFixed(1)} s`;
  return [...lines, kept === promises.length ? sum : paint(look, 'red', sum)].join('\n');
}
