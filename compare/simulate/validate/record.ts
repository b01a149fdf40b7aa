/**
 * Records the measured runs that the simulation is held against (fixtures/): `node compare/simulate/validate/record.ts`. Latencies of a busy
 * machine say more of the machine than of the modes, so it refuses to record there; `--anyway` records all the same. What was recorded
 * where and when is written beside it.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EXIT } from '../../errors.ts';

const FIXTURES = new URL('fixtures/', import.meta.url);
const PUSHPULL = fileURLToPath(new URL('../../../bin/pushpull.ts', import.meta.url));

const RUNS: Readonly<Record<string, readonly string[]>> = {
  rest: ['--shares', '60', '--rate', '4'],
  outage: ['--shares', '80', '--rate', '4', '--outage', '6', '--time-scale', '20'],
};

/** Of the processors, this much may be in use by others. */
const MOST_LOAD = 0.25;

const load = (loadavg()[0] ?? 0) / cpus().length;
if (load > MOST_LOAD && !process.argv.includes('--anyway')) {
  console.error(
    `The machine is busy: ${(100 * load).toFixed(0)} % of its processors over the last minute, ${100 * MOST_LOAD} % are allowed (--anyway).`,
  );
  process.exit(EXIT.failed);
}
for (const [name, args] of Object.entries(RUNS)) {
  console.error(`recording ${name}: pushpull start --once --json ${args.join(' ')}`);
  const options = { maxBuffer: 64 * 2 ** 20 };
  const { stdout } = await promisify(execFile)(process.execPath, [PUSHPULL, 'start', '--once', '--json', '--port', '0', ...args], options);
  await writeFile(new URL(`${name}.json`, FIXTURES), `${JSON.stringify(JSON.parse(stdout), null, 2)}\n`);
}
const about = `Measured runs of the embedded stack, recorded by \`node compare/simulate/validate/record.ts\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} processors
(${cpus()[0]?.model.trim()}), ${(100 * load).toFixed(0)} % of them in use by others when it began, Node.js ${process.version}.

${Object.entries(RUNS)
  .map(([name, args]) => `- \`${name}.json\`: \`pushpull start --once --json ${args.join(' ')}\``)
  .join('\n')}
`;
await writeFile(new URL('README.md', FIXTURES), about);
console.error('recorded; `npx vitest run compare/simulate/validate` holds the simulation against it');
