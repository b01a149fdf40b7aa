import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { SourceMap as Reader } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { keepSources, type SourceMap } from './source-map.ts';

test('what is kept maps as before, the rest to nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'source-map-'));
  const file = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const body = (name: string) =>
    Array.from(
      { length: 30 },
      (_, i) =>
        `export function ${name}${i}(first, second) {\n  if (first) throw new Error('${name}${i}');\n  return [second,\n    first];\n}`,
    );
  file('theirs.js', `${body('theirs').join('\n')}\n`);
  file('ours.js', `import * as theirs from './theirs.js';\n${body('ours').join('\n')}\nexport const all = { ...theirs };\n`);
  file('main.js', `export * from './ours.js';\nexport * from './theirs.js';\n${body('main').join('\n')}\n`);
  for (const minify of [true, false]) {
    const { outputFiles } = await build({
      entryPoints: [join(folder, 'main.js')],
      outdir: folder,
      bundle: true,
      minify,
      format: 'esm',
      sourcemap: 'linked',
      write: false,
    });
    const text = outputFiles.find(({ path }) => path.endsWith('.js'))?.text as string;
    const map = JSON.parse(outputFiles.find(({ path }) => path.endsWith('.map'))?.text as string) as SourceMap;
    const own = keepSources(map, (source) => !source.includes('theirs'));
    expect([...own.sources].sort()).toEqual(['main.js', 'ours.js']);
    const payload = (of: SourceMap) => new Reader({ version: 3, file: '', sourcesContent: [], sourceRoot: '', ...of });
    const [before, after] = [payload(map), payload(own)];
    let compared = 0;
    text.split('\n').forEach((line, row) => {
      for (let column = 0; column < line.length; column++) {
        const was = place(before, row, column);
        if (was?.source.includes('theirs')) expect(place(after, row, column)).toBeUndefined();
        else if (was) expect(place(after, row, column)).toEqual(was);
        compared++;
      }
    });
    expect(compared).toBeGreaterThan(1000);
  }
  rmSync(folder, { recursive: true });
});

function place(map: Reader, row: number, column: number) {
  const entry = map.findEntry(row, column);
  return 'originalSource' in entry && entry.originalSource
    ? { source: entry.originalSource, line: entry.originalLine, column: entry.originalColumn }
    : undefined;
}
