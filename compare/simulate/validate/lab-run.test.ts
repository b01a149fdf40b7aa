import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lane as laneOf } from '../../lab/lane.ts';
import type { Row } from '../../lab/row.ts';
import type { Run } from '../../lab/run.ts';
import { BEGAN, normal, rowOf, runOf } from '../../lab/testing.ts';
import { seeded } from '../random.ts';
import { measuredByLab } from './lab-run.ts';
import { readMeasured } from './measured.ts';
import { validate, validationText } from './validate.ts';

const LANES = [laneOf('push'), laneOf('pull'), laneOf('pull', { delayS: 1 }, 'pull, delayed'), laneOf('sync')];

/** Three repetitions of 100 messages at 10 a second in each lane, with latencies that have some chance in them. */
function lab(run: Partial<Run> = {}, alter: (row: Row, atMs: number) => Row = (row) => row): Run {
  const random = seeded(4);
  const about = (ms: number) => Math.round(ms * Math.exp(0.2 * normal(random)));
  const rows = LANES.flatMap((lane) =>
    Array.from({ length: 300 }, (_, i): Row => {
      const atMs = (i % 100) * 100;
      const sentAt = BEGAN + Math.floor(i / 100) * 60_000 + atMs;
      const handedOverAt = sentAt + about(10);
      const handledAt = handedOverAt + about(20) + 1000 * lane.settings.delayS;
      const deliveredAt = handledAt + about(40);
      const answeredAt = (lane.mode === 'sync' ? deliveredAt : handedOverAt) + about(5);
      const times = { handedOverAt, handledAt, receivedAt: handledAt + 1, deliveredAt, acknowledgedAt: answeredAt, answeredAt };
      return alter(
        { ...rowOf({ lane: lane.id, repetition: 1 + Math.floor(i / 100), id: `m${i}`, sentAt, environment: `e${i}` }), ...times },
        atMs,
      );
    }),
  );
  return runOf(rows, { arrivals: { kind: 'constant', rate: 10 }, ...run }, LANES);
}

it('simulates the lanes of a run by what their rows say, and is not far off: parts of a way add up', () => {
  const { gaps, skipped } = validate(measuredByLab(lab()));
  expect(skipped).toEqual([]);
  expect(new Set(gaps.map(({ mode }) => mode))).toEqual(new Set(LANES.map(({ title }) => title)));
  for (const { mode, what, off } of gaps) expect(Math.abs(off), `${mode} ${what}`).toBeLessThan(0.1);
});

it('predicts an outage from a calm run: the ladder of each mode, the callers that are refused', () => {
  // down from 3 to 6 s on a clock × 30: push again after 2 s and 4 s, a queue's messages every 2 s
  const target = { name: 'embedded' as const, title: 'the embedded stack', timeScale: 30, settings: [] };
  const faults = [{ what: 'the provider is down', fromS: 3, untilS: 6, provider: { down: true } }];
  const measured = lab({ target, faults }, (row, atMs) => {
    if (atMs < 3000 || atMs >= 6000) return row;
    if (row.lane === 'Sync')
      return { ...row, fate: 'refused', mails: 0, accepted: false, deliveredAt: undefined as never, handledAt: undefined as never };
    // tries of push at 0, 2 and 6 s, of a queue at 0, 2, 4 … s after the first
    const tries = row.lane === 'Push' ? [2000, 6000] : [2000, 4000, 6000, 8000];
    const wait = tries.find((ms) => atMs + ms >= 6000) ?? 0;
    return { ...row, handledAt: (row.handledAt as number) + wait, deliveredAt: (row.deliveredAt as number) + wait };
  });
  const { gaps, outOfSample } = validate(measuredByLab(measured), measuredByLab(lab({ target })));
  expect(outOfSample).toBe(true);
  const of = (mode: string, what: string) => gaps.find((gap) => gap.mode === mode && gap.what === what);
  expect(of('sync', 'refused')?.measured).toBe(30);
  for (const gap of [of('sync', 'refused'), of('push', 'handled'), of('pull', 'handled'), of('push', 'mails'), of('push', 'delivered p95')])
    expect(Math.abs(gap?.off ?? 1), `${gap?.mode} ${gap?.what}`).toBeLessThan(0.05);
});

it('says what it cannot simulate, and why', () => {
  const why = (run: Partial<Run>) => validate(measuredByLab(lab(run))).skipped.map(({ why }) => why);
  expect(why({ arrivals: { kind: 'ramp', rate: 1, toRate: 5 } })).toEqual(LANES.map(() => 'arrivals of the kind ramp are not simulated'));
  expect(why({ faults: [{ what: 'killed', fromS: 1 }] })[0]).toContain('one outage of the provider');
  expect(why({ providerKnobs: { lostAnswerRate: 0.1 } })[0]).toBe('lost answers are not simulated');
  const lanes = lab().lanes.map((lane) => ({ ...lane, settings: { ...lane.settings, fanOut: 2 } }));
  expect(why({ lanes })[0]).toContain('several consumers');
  expect(why({ lanes: lab().lanes.map((lane) => ({ ...lane, mode: 'own' })) })[0]).toContain('no twin');
});

it('is read from run.json, or from the folder that it is in', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-run-'));
  try {
    await writeFile(join(folder, 'run.json'), JSON.stringify(lab()));
    const measured = await readMeasured(folder);
    expect(measured.about).toBe('rest: 3 × 100 messages in each lane at 10 a second, measured on the embedded stack (clock ×1)');
    expect(validationText(validate(measured), measured)).toMatch(/pull, delayed +delivered p50 +1\.0\d s/);
    await writeFile(join(folder, 'run.json'), JSON.stringify({ ...lab(), rows: 'many' }));
    await expect(readMeasured(join(folder, 'run.json'))).rejects.toThrow('rows');
  } finally {
    await rm(folder, { recursive: true });
  }
});
