import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { orderSchema } from '../../../functions/lab/message.ts';
import { knobsSchema } from '../../../third-party/shared/knobs.ts';
import { EXPERIMENTS, experimentNamed } from '../experiments.ts';
import { laneSettingsSchema } from '../lane.ts';
import { arrivalTimes } from '../load/arrivals.ts';
import { MODES } from '../modes.ts';
import { rowOf, runOf } from '../testing.ts';

/** As the command makes it when no option is given but these. */
function planOf(name: string, knobs: Record<string, unknown> = {}, timeScale = 1, seed = 1, modes?: string[]) {
  const experiment = experimentNamed(name);
  return experiment.plan(experiment.knobs.parse(knobs), modes ?? experiment.modes, timeScale, seed);
}

test('each file in experiments/ is an experiment of that name', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((file) => !file.endsWith('.test.ts'));
  expect(EXPERIMENTS.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
});

describe.each(EXPERIMENTS.map((experiment) => [experiment.name, experiment] as const))('%s', (name, experiment) => {
  const plan = planOf(name);

  test('asks a question, says what to notice, and explains each knob', () => {
    expect(experiment.question).toMatch(/\?$/);
    expect(experiment.notice.length).toBeGreaterThan(40);
    for (const schema of Object.values(experiment.knobs.shape)) expect((schema as { description?: string }).description).toBeTruthy();
  });

  test('takes its options as text, and what it has read once more', () => {
    const once = experiment.knobs.parse({});
    const text = Object.fromEntries(Object.entries(once).map(([knob, value]) => [knob, String(value)]));
    expect(experiment.knobs.parse(text)).toEqual(once);
    expect(experiment.knobs.parse(once)).toEqual(once);
  });

  test('has lanes of modes that there are, with settings that can be deployed, and names of their own', () => {
    expect(plan.lanes.length).toBeGreaterThan(0);
    for (const { mode, settings, id } of plan.lanes) {
      expect(MODES.map(({ name }) => name)).toContain(mode);
      expect(laneSettingsSchema.parse(settings)).toEqual(settings);
      expect(id).toMatch(/^[A-Z][A-Za-z0-9]*$/);
    }
    expect(new Set(plan.lanes.map(({ id }) => id)).size).toBe(plan.lanes.length);
  });

  test('sends messages at times that can be told beforehand, each as the entrance takes it, the same ones for the same seed', () => {
    const times = arrivalTimes(plan.arrivals, plan.messages, 1);
    expect(times).toHaveLength(plan.messages);
    for (const lane of plan.lanes)
      for (let index = 0; index < plan.messages; index++) {
        const order = plan.order?.(lane, index) ?? {};
        expect(orderSchema.safeParse({ id: 'm', sentAt: 0, ...order }).success).toBe(true);
        expect(planOf(name).order?.(lane, index) ?? {}).toEqual(order);
      }
  });

  test('turns knobs that the provider has, and begins and ends faults within a run', () => {
    expect(knobsSchema.partial().parse(plan.provider ?? {})).toEqual(plan.provider ?? {});
    for (const { provider = {}, fromS, untilS, kill } of plan.faults ?? []) {
      expect(knobsSchema.partial().parse(provider)).toEqual(provider);
      if (untilS !== undefined) expect(untilS).toBeGreaterThan(fromS);
      for (const id of kill?.lanes ?? []) expect(plan.lanes.map((lane) => lane.id)).toContain(id);
    }
  });

  test('looks on when all have settled, where a second mail is meant to come', () => {
    const orders = plan.lanes.flatMap((lane) => Array.from({ length: plan.messages }, (_, index) => plan.order?.(lane, index) ?? {}));
    const twice = orders.some(({ sends = 1, fault }) => sends > 1 || fault?.kind === 'exit-after');
    if (twice) expect(plan.lingerMs ?? 0).toBeGreaterThan(1000);
  });

  test('has something to say of a run in which nothing arrived', () => {
    const rows = plan.lanes.map(({ id }) => {
      const { deliveredAt: _d, receivedAt: _r, handledAt: _h, batch: _b, ...row } = rowOf({ lane: id, fate: 'lost', mails: 0 });
      return row;
    });
    const { arrivals, messages } = plan;
    const run = runOf(rows, { experiment: name, arrivals, messages, knobs: experiment.knobs.parse({}) }, plan.lanes);
    for (const sentence of experiment.findings?.(run) ?? []) {
      expect(sentence).not.toMatch(/NaN|undefined|Infinity/);
      expect(sentence).toMatch(/\.$/);
    }
  });
});

describe('messages that something happens to', () => {
  const hit = (name: string, seed: number, knobs = {}) => {
    const plan = planOf(name, knobs, 1, seed);
    return plan.lanes.map((lane) =>
      Array.from({ length: plan.messages }, (_, index) => index).filter((index) => {
        const { fault, sends } = plan.order?.(lane, index) ?? {};
        return fault !== undefined || (sends ?? 1) > 1;
      }),
    );
  };

  test.each(['crash', 'duplicates', 'poison', 'ordering'])('%s: the same ones in every lane, others with another seed', (name) => {
    const [first, ...others] = hit(name, 1);
    expect(first?.length).toBeGreaterThan(0);
    for (const other of others) expect(other).toEqual(first);
    expect(hit(name, 2)[0]).not.toEqual(first);
  });

  test('none where none is asked for', () => {
    expect(hit('crash', 1, { before: 0, after: 0 }).flat()).toEqual([]);
  });
});

describe('outage', () => {
  test('lasts as long as is asked for by the stack’s clock, in the middle of the load', () => {
    const { faults, messages } = planOf('outage', { down: '600', rate: 5, aroundS: 2 }, 60);
    expect(faults).toEqual([{ what: 'the provider is down', fromS: 2, untilS: 12, provider: { down: true } }]);
    expect(messages).toBe(5 * 14);
  });

  test('for ever has no end', () => {
    expect(planOf('outage', { down: 'forever' }, 30).faults?.[0]).not.toHaveProperty('untilS');
    expect(() => planOf('outage', { down: 'sometimes' })).toThrow();
  });

  test('hurries the clock where it takes minutes', () => {
    const { timeScale } = experimentNamed('outage');
    expect([10, 600, 'forever'].map((down) => timeScale?.({ down }))).toEqual([5, 60, 30]);
  });

  test('waits past its ladder, however long', () => {
    const waits = (maxReceiveCount: number) => planOf('outage', { maxReceiveCount }, 10).patienceMs ?? 0;
    expect(waits(5)).toBe(10_000 + 40_000);
    expect(waits(100)).toBeGreaterThan((100 * 60_000) / 10);
  });
});

test('batch-window: no batch of more than ten without a window, which AWS refuses', () => {
  const titles = planOf('batch-window', { batchSize: '10,11', batchWindowS: '0,1' }).lanes.map(({ title }) => title);
  expect(titles).toEqual(['pull, 10 in 0 s', 'pull, 10 in 1 s', 'pull, 11 in 1 s']);
  expect(() => planOf('batch-window', { batchSize: '10, many' })).toThrow();
});

test('fan-out: a mode whose messages have one consumer is refused by name', () => {
  expect(() => planOf('fan-out', {}, 1, 1, ['pull'])).toThrow('A message of pull has one consumer');
});

test('slow-consumer: a second lane with the limit that the mode has', () => {
  const lanes = planOf('slow-consumer').lanes.map(({ title, settings: { maximumConcurrency, reservedConcurrency } }) => [
    title,
    maximumConcurrency ?? reservedConcurrency,
  ]);
  expect(lanes).toEqual([
    ...[
      ['sync', undefined],
      ['sync, ReservedConcurrency 2', 2],
      ['push', undefined],
      ['push, ReservedConcurrency 2', 2],
    ],
    ...[
      ['pull', undefined],
      ['pull, MaximumConcurrency 2', 2],
      ['worker', undefined],
    ],
  ]);
});

test('burst: so many messages that there is quiet before and after it', () => {
  expect(planOf('burst', { rate: 2, times: 10, burstS: 2, quietS: 4 }).messages).toBe(2 * 8 + 40);
});

test('idle: one message, after the pause', () => {
  const { arrivals, messages } = planOf('idle', { idleS: 7 });
  expect(arrivalTimes(arrivals, messages, 1)).toEqual([7000]);
});

test('size: every size in turn, in every lane', () => {
  const { order, lanes, messages } = planOf('size', { sizesKib: '1,2', messages: 1 });
  expect(messages).toBe(2);
  expect([0, 1, 2].map((index) => order?.(lanes[0] as (typeof lanes)[number], index).bytes)).toEqual([1024, 2048, 1024]);
});
