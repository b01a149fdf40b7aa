/** Ways to wait in one program, measured: `node waiting/main.ts [milliseconds] [--json]`. */
import { parseArgs } from 'node:util';
import { poolLine, ringFindings } from './findings.ts';
import { type Measure, measure } from './measure.ts';
import { fillPool } from './pool.ts';
import { waysTable } from './table.ts';
import { WAYS } from './ways/ways.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const ms = Number(positionals[0] ?? 250);
if (!(ms >= 20 && ms <= 10_000)) {
  console.error('How long the answer takes must be 20 to 10000 milliseconds.');
  process.exit(2);
}
const measures: Measure[] = [];
for (const way of WAYS) measures.push(await measure(way, { ms, rounds: 3 }));
const pools = [await fillPool('completion', 4, 4, ms), await fillPool('completion', 5, 4, ms), await fillPool('readiness', 4, 50, ms)];
if (values.json) console.log(JSON.stringify({ ms, measures, pools }, null, 2));
else {
  const asked = measures.find(({ name }) => name === 'io_uring') as Measure;
  for (const line of [...waysTable(measures), ...ringFindings(asked), ...pools.map(poolLine)]) console.log(line);
}
