import { expect, test } from 'vitest';
import type { Case } from './case.ts';
import { runCase } from './run.ts';

const target = {
  name: 'nothing',
  endpoint: 'http://127.0.0.1:9',
  region: 'us-east-1',
  credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' },
};
const caseOf = (run: Case['run']): Case => ({ area: 'sqs', name: 'mine', says: '', doc: '', run });

test('what a case throws is a difference; what it made is undone, last thing first, and what cannot be is told', async () => {
  const undone: string[] = [];
  const result = await runCase(
    target,
    caseOf(async ({ cleanup }) => {
      cleanup(async () => undone.push('first'));
      cleanup(async () => Promise.reject(new Error('stuck')));
      cleanup(async () => undone.push('last'));
      throw new RangeError('too far');
    }),
  );
  expect(result).toMatchObject({ id: 'sqs/mine', status: 'differs', message: 'RangeError: too far', left: ['Error: stuck'] });
  expect(undone).toEqual(['last', 'first']);
});

test('a case that waits in vain says for what, and what it saw last', async () => {
  const wait = caseOf(async ({ until }) =>
    until(
      'a miracle',
      async () => undefined,
      () => ['water'],
    ),
  );
  expect(await runCase(target, wait, 60)).toMatchObject({ status: 'differs', message: 'not in time: a miracle; seen: ["water"]' });
});

test('a case without end is ended', async () => {
  const endless = caseOf(() => new Promise(() => {}));
  expect((await runCase(target, endless, 10)).message).toContain('no answer within');
});

test('a slow case has the time that AWS takes, as fast as the target does it', async () => {
  let left = 0;
  const slow = { ...caseOf(async ({ deadline }) => void (left = deadline.left())), slowSeconds: 120 };
  await runCase({ ...target, timeScale: 60 }, slow, 1000);
  expect(left).toBeGreaterThan(2000);
  expect(left).toBeLessThanOrEqual(3000);
});

test('whatever is thrown, and however, is a difference of that case alone', async () => {
  const odd = await runCase(
    target,
    caseOf(({ cleanup }) => {
      cleanup(() => {
        throw new Error('at once');
      });
      throw undefined;
    }),
  );
  expect(odd).toMatchObject({ status: 'differs', message: 'threw undefined', left: ['Error: at once'] });
});

test('a case that fails after its time is over, while the next one runs, harms nobody', async () => {
  const late = Promise.withResolvers<void>();
  const unhandled: unknown[] = [];
  const listen = (error: unknown) => void unhandled.push(error);
  process.on('unhandledRejection', listen);
  try {
    expect(
      (
        await runCase(
          target,
          caseOf(() => late.promise),
          10,
        )
      ).message,
    ).toContain('no answer within');
    late.reject(new Error('too late'));
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', listen);
  }
});
