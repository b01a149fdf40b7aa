/**
 * Runs the suite on a target that it starts, and keeps what it finds in results/: `node conformance/record.ts embedded` (or localstack).
 * Fails where a difference is not declared, or a declared one is gone.
 */
import { readFileSync } from 'node:fs';
import { startEmbedded } from './embedded.ts';

import { RECORDED, type Recorded, type Results, resultsOf, writeResults } from './results.ts';
import { type Result, runConformance } from './run.ts';
import { complaint } from './verdict.ts';

const onResult = ({ id, status, ms }: Result) => console.log(`${status === 'pass' ? 'ok     ' : 'differs'} ${id} (${ms} ms)`);

async function embedded(): Promise<[Omit<Results, 'cases' | 'date'>, Result[]]> {
  const { version } = JSON.parse(readFileSync(new URL('../emulator/package.json', import.meta.url), 'utf8'));
  const stack = await startEmbedded();
  try {
    return [{ target: 'embedded', title: 'Embedded stack', version }, await runConformance(stack.targetOf, { onResult })];
  } finally {
    await stack.stop();
  }
}

async function localstack(): Promise<[Omit<Results, 'cases' | 'date'>, Result[]]> {
  // only here: the embedded stack's run does without
  const { LOCALSTACK_PATIENCE_MS, startRealLocalStack } = await import('./localstack.ts');
  const { target, version, stop } = await startRealLocalStack({ onProgress: console.log });
  try {
    const results = await runConformance(target, { onResult, patienceMs: LOCALSTACK_PATIENCE_MS });
    return [{ target: 'localstack', title: 'LocalStack without Docker', version }, results];
  } finally {
    await stop();
  }
}

const name = process.argv[2] as Recorded;
if (!RECORDED.includes(name)) {
  console.error(`Which target? ${RECORDED.join(' or ')}`);
  process.exitCode = 2;
} else {
  const [about, results] = await (name === 'embedded' ? embedded() : localstack());
  await writeResults(resultsOf(about, results));
  const complaints = results.flatMap((result) => complaint(result, name) ?? []);
  for (const line of complaints) console.error(line);
  console.log(`${results.filter(({ status }) => status === 'pass').length} of ${results.length} as documented`);
  if (complaints.length > 0) process.exitCode = 1;
}
