/**
 * Runs examples against stacks of their own, all of them or (`[--verbose] [NAME …]`) those that are named:
 *
 *     npx node test/tools/run-examples.ts
 *
 * Their tools must be installed; the pages in docs/tools say how. The tests run those whose tools come with `npm ci`.
 */
import { globSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ROOT } from '../support/command.ts';
import { runExample } from './examples.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { verbose: { type: 'boolean', default: false } } });
const all = globSync('examples/*/run.sh', { cwd: ROOT }).map((path) => path.split('/')[1] as string);

for (const name of positionals.length > 0 ? positionals : all.sort()) {
  const began = performance.now();
  const { code, output } = await runExample(name);
  if (code !== 0) process.exitCode = 1;
  if (code !== 0 || values.verbose) console.log(output);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - began) / 1000).toFixed(0)} s)`);
}
