import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedTarget } from '../../targets/embedded.ts';
import { localFetch } from '../../targets/fetch.ts';
import type { Target } from '../../targets/target.ts';
import { thirdPartiesAt } from '../../third-party/client.ts';
import { startThirdParties } from '../../third-party/server.ts';
import { DEFAULT_KNOBS } from '../../third-party/shared/knobs.ts';
import type { Plan } from './experiment.ts';
import { counted, figuresOf } from './figures.ts';
import { lane } from './lane.ts';
import { oneRetry, patience } from './patience.ts';
import type { Run } from './run.ts';
import { runExperiment } from './run-experiment.ts';

/** A visibility timeout of a minute takes four seconds: a machine that is busy for three makes no duplicates. */
const TIME_SCALE = 15;
const CRASHES = 1;
const SWALLOWED = 2;
const LARGE = 3;

/** Everything that goes wrong in one small run: a crash after the mail, a message that is swallowed, one that is too large, a slow provider. */
const plan: Plan = {
  lanes: [lane('push', { idempotent: false }), lane('worker', { idempotent: false })],
  arrivals: { kind: 'constant', rate: 4 },
  messages: 5,
  provider: { honoursKeys: false },
  faults: [{ what: 'the provider is slow', fromS: 0, provider: { latencyMs: 40 } }],
  order: (_lane, index) => ({
    ...(index === CRASHES ? { fault: { kind: 'exit-after', times: 1 } } : {}),
    ...(index === SWALLOWED ? { fault: { kind: 'swallow' } } : {}),
    ...(index === LARGE ? { bytes: 300 * 1024 } : {}),
  }),
  patienceMs: patience(TIME_SCALE),
  lingerMs: oneRetry(TIME_SCALE),
};

let target: Target;
let thirdParties: Awaited<ReturnType<typeof startThirdParties>>;
let run: Run;
const email = () => thirdPartiesAt(thirdParties.url, localFetch).email;
const options = (signal: AbortSignal) => ({
  experiment: { name: 'everything', question: 'What goes wrong?' },
  ...{ plan, knobs: {}, seed: 1, repetitions: 1, target, thirdPartyUrl: thirdParties.url, signal },
});

beforeAll(async () => {
  target = await embeddedTarget({ port: 0, timeScale: TIME_SCALE, seed: 1 });
  thirdParties = await startThirdParties();
  run = await runExperiment({ ...options(new AbortController().signal), onProgress: () => {} });
});
afterAll(async () => {
  await target?.stop();
  await thirdParties?.stop();
});

const fates = (index: number) =>
  counted(run)
    .filter(({ id }) => id.endsWith(`-${index}`))
    .map(({ lane, fate, mails }) => ({ lane, fate, mails }))
    .sort((a, b) => (a.lane < b.lane ? -1 : 1));

test('every message of every lane is in the ledger, which adds up', () => {
  for (const { ledger } of figuresOf(run)) expect(ledger).toMatchObject({ sent: 5, addsUp: true });
  expect(run.loads).toEqual([{ repetition: 1, lanes: ['Push', 'Worker'] }]);
  expect(fates(0).map(({ fate }) => fate)).toEqual(['handled', 'handled']);
});

test('a consumer that crashes after the mail sends a second one, a retry later: in Lambda, and in a process that is started anew', () => {
  for (const { fate, mails } of fates(CRASHES)) {
    expect(fate).toBe('handled');
    expect(mails).toBeGreaterThan(1);
  }
});

test('what a consumer took as done without a mail is lost', () => {
  expect(fates(SWALLOWED).map(({ fate }) => fate)).toEqual(['lost', 'lost']);
});

test('what is too large for a topic is refused to the sender, and fits in a queue', () => {
  expect(fates(LARGE).map(({ fate }) => fate)).toEqual(['refused', 'handled']);
  expect(counted(run).find(({ fate }) => fate === 'refused')?.error).toMatch(/^InvalidParameter.*too long/);
});

test('the provider was as slow as the fault made it, counted what the rows say, and is mended', async () => {
  const rows = counted(run);
  // the first message may be there before the fault is
  for (const { id, receivedAt, deliveredAt, fate } of rows)
    if (fate === 'handled' && !id.endsWith('-0')) expect((deliveredAt as number) - (receivedAt as number)).toBeGreaterThanOrEqual(30);
  expect(run.provider[0]?.accepted).toBe(rows.reduce((sum, { mails }) => sum + mails, 0));
  expect(await email().knobs()).toEqual(DEFAULT_KNOBS);
});

test('interrupted in its second repetition, it answers the first, and everything is mended; in its first, there is nothing to answer', async () => {
  const calm: Plan = { ...plan, faults: [], order: () => ({}), lingerMs: 0 };
  const interruptedIn = (round: string) => {
    const controller = new AbortController();
    return runExperiment({
      ...options(controller.signal),
      plan: calm,
      repetitions: 3,
      onProgress: (line) => line.startsWith(round) && controller.abort(new Error('Ctrl-C')),
    });
  };
  const short = await interruptedIn('2/3');
  expect(short).toMatchObject({ repetitions: 1, plannedRepetitions: 3 });
  expect(short.loads.map(({ repetition }) => repetition)).toEqual([1]);
  expect(new Set(short.rows.map(({ repetition }) => repetition))).toEqual(new Set([0, 1]));
  for (const { ledger } of figuresOf(short)) expect(ledger).toMatchObject({ sent: 5, addsUp: true });
  expect(await email().knobs()).toEqual(DEFAULT_KNOBS);
  await expect(interruptedIn('1/3')).rejects.toThrow();
});
