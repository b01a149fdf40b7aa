import { describe, expect, test } from 'vitest';
import { noStats } from '../../../third-party/shared/knobs.ts';
import { experimentNamed } from '../experiments.ts';
import { figuresOf } from '../figures.ts';
import { type Lane, lane } from '../lane.ts';
import { costLines } from '../predict/cost-text.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import { BEGAN, rowOf, runOf } from '../testing.ts';

/** What the experiment says of these rows. */
function found(name: string, rows: readonly Row[], lanes: readonly Lane[], run: Partial<Run> = {}): string[] {
  return experimentNamed(name).findings?.(runOf(rows, { experiment: name, ...run }, lanes)) ?? [];
}
/** Message after message of one lane, `everyMs` apart. */
const rowsOf = ({ id }: Lane, count: number, alter: (index: number, sentAt: number) => Partial<Row> = () => ({}), everyMs = 1000) =>
  Array.from({ length: count }, (_, i) => {
    const sentAt = BEGAN + i * everyMs;
    return rowOf({ lane: id, id: `${id}-1-${i}`, sentAt, intendedAt: sentAt, ...alter(i, sentAt) });
  });
/** Of a message that no mail came of. */
const without = (fate: Row['fate']): Partial<Row> => ({
  ...{ fate, mails: 0, accepted: fate !== 'refused' },
  ...({ deliveredAt: undefined, receivedAt: undefined, handledAt: undefined, batch: undefined } as Partial<Row>),
});
const push = lane('push');
const pull = lane('pull');

test('saturation: one that gets slower is told by its rate, one that does not is not', () => {
  const arrivals = { kind: 'ramp', rate: 1, toRate: 40 } as const;
  const at = (i: number) => BEGAN + 10_000 * Math.log(1 + i / 10);
  const slow = rowsOf(pull, 100, (i) => ({ sentAt: at(i), intendedAt: at(i), deliveredAt: at(i) + (i > 60 ? 50 * (i - 60) + 50 : 50) }));
  const steady = rowsOf(push, 100, (i) => ({ sentAt: at(i), intendedAt: at(i), deliveredAt: at(i) + 50 }));
  const [ofPush, ofPull] = found('saturation', [...slow, ...steady], [push, pull], { arrivals });
  expect(ofPush).toBe('push: no saturation was met; at most 11 delivered in a second.');
  expect(ofPull).toMatch(/^pull: from [67]\.\d messages a second on the backlog grows;/);
});

test('burst: in it and before it, by the load’s own clock', () => {
  const arrivals = { kind: 'burst', rate: 1, times: 10, burstS: 1 } as const;
  // four before, ten within the fifth second, four after
  const at = (i: number) => BEGAN + (i < 4 ? i * 1000 : i < 14 ? 4000 + (i - 4) * 100 : 5000 + (i - 14) * 1000);
  const rows = rowsOf(push, 18, (i) => {
    const took = i >= 4 && i < 14 ? 2000 : 50;
    return { sentAt: at(i), intendedAt: at(i), receivedAt: at(i) + 10, deliveredAt: at(i) + took, cold: i === 7 };
  });
  expect(found('burst', rows, [push], { arrivals, messages: 18 })).toEqual([
    'push: half took 2.00 s in the burst and 50 ms before it, cold starts included; 1 of 10 met a process that had just started; at most 11 under way and 11 at the provider at once; caught up 1.90 s after its end.',
  ]);
});

test('slow-consumer: what the provider saw of each lane, what it refused it, and whether its limit held', () => {
  const limited = lane('pull', { maximumConcurrency: 2, batchSize: 1 }, 'pull, limited');
  const five = (one: Lane) => rowsOf(one, 5, (_, sentAt) => ({ receivedAt: sentAt, deliveredAt: sentAt + 1000 }), 100);
  const loads = [
    { repetition: 1, lanes: [limited.id] },
    { repetition: 1, lanes: [push.id] },
  ];
  const provider = [
    { ...noStats(), refusedRate: 3 },
    { ...noStats(), refusedRate: 7 },
  ];
  expect(found('slow-consumer', [...five(push), ...five(limited)], [push, limited], { loads, provider })).toEqual([
    "push: the provider saw at most 5 mails at once and 5 in a second, and refused 7 requests for coming too fast; nothing but the account's limit protects it.",
    'pull, limited: the provider saw at most 5 mails at once and 5 in a second, and refused 3 requests for coming too fast; MaximumConcurrency 2 lets 2 through, WHICH DID NOT HOLD.',
  ]);
});

describe('outage', () => {
  const rows = rowsOf(push, 6, (i, sentAt) => {
    if (i === 2) return { deliveredAt: BEGAN + 9000 };
    if (i === 3) return without('dead-lettered');
    return i === 4 ? without('lost') : { deliveredAt: sentAt + 50 };
  });
  const fault = { what: 'the provider is down', fromS: 1.5 };

  test('of what was sent during it, and when the last one came by the stack’s clock', () => {
    const target = { name: 'embedded', title: 'the embedded stack', timeScale: 10, settings: [] } as const;
    const run = { faults: [{ ...fault, untilS: 4.5 }], target: { ...target, settings: [] } };
    expect(found('outage', rows, [push], run)).toEqual([
      "push: of 3 sent during the outage 1 delivered, 0 refused, 1 dead-lettered, 1 LOST; the last one came 45.0 s after its end, by the stack's clock.",
    ]);
  });

  test('one without an end has nothing after it', () => {
    expect(found('outage', rows, [push], { faults: [fault] })).toEqual([
      'push: of 4 sent during the outage 2 delivered, 0 refused, 1 dead-lettered, 1 LOST.',
    ]);
  });
});

test('crash: what came late, came twice, came for another, and was mailed though it was said to have failed', () => {
  const rows = rowsOf(pull, 6, (i, sentAt) => {
    if (i === 0) return { fault: 'exit×1', deliveredAt: sentAt + 4000, accepted: false };
    if (i === 1) return { fault: 'exit-after×1', deliveredAt: sentAt + 100, mails: 2 };
    if (i === 2) return without('lost');
    return { deliveredAt: sentAt + 20, receiveCount: i === 3 ? 2 : 1 };
  });
  expect(found('crash', rows, [pull])).toEqual([
    "pull: 2 of 2 messages whose consumer crashed arrived; half of those took 100 ms (cold starts included), the others 20 ms; 1 of 6 messages mailed more than once; 1 of 4 neighbours came again for another's crash; 1 mailed though the sender was told that it failed; 1 LOST.",
  ]);
});

test('duplicates: by their cause, and those that the provider knew', () => {
  const rows = rowsOf(pull, 5, (i) => {
    if (i < 2) return { fault: 'sent×2', mails: i === 0 ? 3 : 1 };
    return i === 2 ? { fault: 'exit-after×1', mails: 2 } : {};
  });
  expect(found('duplicates', rows, [pull], { provider: [{ ...noStats(), duplicates: 4 }] })).toEqual([
    'pull: 3 mails too many: 1 of 2 that were sent twice, 1 of 1 whose consumer crashed after the mail, and 0 of 2 others were mailed more than once.',
    'The provider knew 4 repeated requests again by their keys.',
  ]);
});

test('duplicates: of a mode that drops repeats, that it does', () => {
  const fifo = lane('fifo');
  const [sentence] = found(
    'duplicates',
    rowsOf(fifo, 2, () => ({ fault: 'sent×2' })),
    [fifo],
  );
  expect(sentence).toMatch(/^fifo: no mail too many: 0 of 2 that were sent twice \(the mode drops the second\), /);
});

test('poison: where it ended, and what its neighbours had of it', () => {
  const rows = rowsOf(pull, 6, (i, sentAt) => {
    if (i === 0) return { fault: 'throw×∞', ...without('dead-lettered') };
    if (i === 1) return { mails: 3, deliveredAt: sentAt + 30 };
    return i === 2 ? without('dead-lettered') : { deliveredAt: sentAt + (i === 3 ? 7000 : 30) };
  });
  expect(found('poison', rows, [pull])).toEqual([
    'pull: 1 of 1 poison messages are in the dead-letter queue; half of the others took 30 ms, the slowest 7.00 s; 1 of 5 neighbours came more than once; 1 of 5 neighbours DEAD-LETTERED with it.',
  ]);
});

test('throttled: every fate by its name', () => {
  const fates = ['handled', 'refused', 'dead-lettered', 'waiting', 'lost'] as const;
  const rows = rowsOf(pull, 5, (i, sentAt) => (i === 0 ? { deliveredAt: sentAt + 80 } : without(fates[i] as Row['fate'])));
  expect(found('throttled', rows, [pull])).toEqual([
    'pull: 1 of 5 delivered, 1 refused, 1 dead-lettered, 1 waiting, 1 LOST; half took 80 ms, the slowest 80 ms.',
  ]);
});

describe('what met a process that had just started is in no time of a sentence, or the sentence says so', () => {
  const slow = (cold: Partial<Row>) => (i: number, sentAt: number) =>
    i === 0 ? { deliveredAt: sentAt + 20 } : { deliveredAt: sentAt + 3000, ...cold };
  const all = (_: number, sentAt: number) => ({ deliveredAt: sentAt + 3000, cold: true });

  test.each([
    ['crash', 'half took 20 ms;'],
    ['throttled', 'half took 20 ms, the slowest 20 ms.'],
    ['poison', 'half of the others took 20 ms, the slowest 20 ms.'],
  ])('%s', (name, sentence) => {
    expect(found(name, rowsOf(pull, 5, slow({ cold: true })), [pull]).join()).toContain(sentence);
    expect(found(name, rowsOf(pull, 5, slow({ entranceCold: true })), [pull]).join()).toContain(sentence);
    expect(found(name, rowsOf(pull, 5, all), [pull]).join()).toMatch(/3\.00 s \(cold starts included\)/);
  });
});

test('batch-window: larger batches cost less, and its dollars are those of the batches that were measured', () => {
  const lanes = [lane('pull', { batchSize: 1 }, 'pull, 1'), lane('pull', { batchSize: 10, batchWindowS: 1 }, 'pull, 10')];
  const fifth = (i: number) => BEGAN + Math.floor(i / 5) * 5000 + 4500;
  const rows = lanes.flatMap((one, l) =>
    rowsOf(one, 10, (i) => (l === 0 ? { batch: 1 } : { batch: 5, handledAt: fifth(i), receivedAt: fifth(i), deliveredAt: fifth(i) + 10 })),
  );
  const sentences = found('batch-window', rows, lanes, { arrivals: { kind: 'poisson', rate: 10 } });
  expect(sentences.map((sentence) => sentence.match(/[\d.]+ messages a batch/)?.[0])).toEqual([
    '1.0 messages a batch',
    '5.0 messages a batch',
  ]);
  const [one = 0, five = 0] = sentences.map((sentence) => Number(sentence.match(/([\d.]+) dollars/)?.[1]));
  expect(five).toBeLessThan(one);
  expect(five).toBeGreaterThan(0);
  // one lane has one price in a report: that of the costs' table
  const run = runOf(rows, { experiment: 'batch-window', arrivals: { kind: 'poisson', rate: 10 } }, lanes);
  const table = costLines(run, figuresOf(run), 100, (_, plain) => plain);
  for (const [i, { title }] of lanes.entries())
    expect(table.find((line) => line.startsWith(`${title}  `))?.match(/[\d.]+/g)).toContain(sentences[i]?.match(/([\d.]+) dollars/)?.[1]);
});

describe('memory', () => {
  const lanes = [128, 1024].map((memoryMb) => lane('async', { memoryMb }, `async, ${memoryMb} MB`));
  const rows = lanes.flatMap((one) => rowsOf(one, 3, (_, sentAt) => ({ handledAt: sentAt, deliveredAt: sentAt + 100 })));

  test('the same time at eight times the memory is eight times the dollars of GB-seconds, those of the costs’ table', () => {
    // 7 ms of the entrance and 102 of the consumer: 0.109 GB-seconds at 1 GB; the rest is two requests and a mail
    expect(found('memory', rows, lanes).slice(0, 2)).toEqual([
      'async, 128 MB: half took 100 ms of work; 0.99 dollars a million, 0.23 of them for GB-seconds of entrance and consumer.',
      'async, 1024 MB: half took 100 ms of work; 2.58 dollars a million, 1.82 of them for GB-seconds of entrance and consumer.',
    ]);
    const run = runOf(rows, { experiment: 'memory' }, lanes);
    const table = costLines(run, figuresOf(run), 100, (_, plain) => plain).join('\n');
    expect(table).toMatch(/^async, 128 MB +0\.99 +0\.40 +0\.23 /m);
    expect(table).toMatch(/^async, 1024 MB +2\.58 +0\.40 +1\.82 /m);
  });

  test('a local target says that memory changes no speed there, AWS does not', () => {
    const says = (name: 'embedded' | 'aws') =>
      found('memory', rows, lanes, { target: { name, title: 'a target', timeScale: 1, settings: [] } }).join();
    expect(says('embedded')).toContain('On a target memory does not change speed');
    expect(says('aws')).not.toContain('does not change speed');
  });
});

test('idle: who asks while nothing comes, and what that costs a month', () => {
  const lanes = [push, pull, lane('fanout', { fanOut: 2 })];
  const rows = lanes.flatMap((one) => rowsOf(one, 1, (_, sentAt) => ({ deliveredAt: sentAt + 70, cold: one === push })));
  expect(found('idle', rows, lanes, { knobs: { idleS: 40 } })).toEqual([
    'push: nothing asks while nothing comes; 0.00 dollars a month at rest; the message after the pause took 70 ms, and met a process that had just started.',
    "pull: 648,000 receives a month find nothing (10 in the 40 s of each pause) by AWS's five pollers; 0.26 dollars a month at rest; the message after the pause took 70 ms.",
    "fanout: 1,296,000 receives a month find nothing (20 in the 40 s of each pause) by AWS's five pollers; 0.52 dollars a month at rest; the message after the pause took 70 ms.",
  ]);
});

test('ordering: a promise that is broken is named', () => {
  const lanes = [push, lane('fifo'), pull];
  const rows = lanes.flatMap((one) =>
    rowsOf(one, 3, (i, sentAt) => ({ group: 'a', sequence: i, receivedAt: one === pull || i > 0 ? sentAt : sentAt + 5000 })),
  );
  expect(found('ordering', rows, lanes)).toEqual([
    'push: 1 of 2 messages were overtaken by a later one of their group.',
    'fifo: 1 of 2 messages were overtaken by a later one of their group, THOUGH THE ORDER IS PROMISED.',
    'pull: 0 of 2 messages were overtaken by a later one of their group, though nothing promises it.',
  ]);
});

test('fan-out: by the last copy, of messages that reached all, cold ones apart', () => {
  const one = lane('push', { fanOut: 2 }, 'push × 2');
  const copies = (id: string, took: (number | undefined)[], cold = false) =>
    took.map((ms, copy) =>
      rowOf({ lane: one.id, id, copy, cold, ...(ms === undefined ? without('waiting') : { deliveredAt: BEGAN + ms }) }),
    );
  const rows = [...copies('a', [40, 90]), ...copies('b', [30, undefined]), ...copies('c', [500, 900], true)];
  expect(found('fan-out', rows, [one])).toEqual([
    'push × 2: 2 of 3 messages reached all 2; of those that met warm processes half had the first copy delivered after 40 ms, the last after 90 ms.',
  ]);
});

test('size: by size, refusals by their reason, and anything else in full', () => {
  const rows = rowsOf(push, 4, (i, sentAt) => {
    const bytes = [1024, 2048, 4096, 4096][i] as number;
    if (i === 1) return { bytes, ...without('refused'), error: 'InvalidParameterException: Invalid parameter: Message too long' };
    return i === 3 ? { bytes, ...without('lost') } : { bytes, deliveredAt: sentAt + 60, cold: i === 0 };
  });
  expect(found('size', rows, [push])).toEqual([
    'push: 1 KiB in 60 ms, cold; 2 KiB refused (InvalidParameterException); 4 KiB: 1 delivered, 0 refused, 0 dead-lettered, 0 under way, 1 LOST.',
  ]);
});
