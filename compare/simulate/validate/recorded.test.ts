import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readMeasured } from './measured.ts';
import { type Gap, validate } from './validate.ts';

const recorded = (name: string) => readMeasured(fileURLToPath(new URL(`./fixtures/${name}.json`, import.meta.url)));

/** What does not hang on how busy the machine was: latencies of some tens of milliseconds do. */
const counts = ({ unit }: Gap) => unit !== 'ms';

describe('measured runs of the embedded stack', () => {
  it('at rest are simulated with the same ends, retries and throughput, within 5 %', async () => {
    const { gaps } = validate(await recorded('rest'));
    for (const { mode, what, off } of gaps.filter(counts)) expect(Math.abs(off), `${mode} ${what}`).toBeLessThan(0.05);
  });

  it('through an outage are predicted from the run at rest: ends, retries and throughput within 5 %, the ladder within 3 %', async () => {
    const { gaps, outOfSample } = validate(await recorded('outage'), await recorded('rest'));
    expect(outOfSample).toBe(true);
    expect(gaps.filter(({ what }) => what === 'retries').length).toBe(4);
    for (const { mode, what, off } of gaps.filter(counts)) expect(Math.abs(off), `${mode} ${what}`).toBeLessThan(0.05);
    const ladders = gaps.filter(({ what, measured }) => what === 'delivered p95' && measured > 1000);
    expect(ladders.map(({ mode }) => mode)).toEqual(['async', 'push', 'pull']);
    for (const { mode, off } of ladders) expect(Math.abs(off), mode).toBeLessThan(0.03);
  });
});
