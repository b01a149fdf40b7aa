import { afterEach, beforeEach, expect, test } from 'vitest';
import { eachResult } from './each-result.ts';
import type { Result } from './run.ts';

const resultOf = (name: string): Result => ({ id: `sqs/${name}`, area: 'sqs', status: 'pass', ms: 1, left: [] });
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

let unhandled: unknown[] = [];
const listen = (error: unknown) => void unhandled.push(error);
beforeEach(() => {
  unhandled = [];
  process.on('unhandledRejection', listen);
});
afterEach(() => void process.off('unhandledRejection', listen));

test('each result comes when it is there, and not with the last', async () => {
  const going = Promise.withResolvers<void>();
  const { of, ended } = eachResult(['sqs/a', 'sqs/b'], async (onResult) => {
    onResult(resultOf('a'));
    await going.promise;
    onResult(resultOf('b'));
  });
  expect(await of('sqs/a')).toEqual(resultOf('a'));
  going.resolve();
  expect(await of('sqs/b')).toEqual(resultOf('b'));
  await ended;
});

test('a run that breaks off tells who waits, and who asks later; nobody else has an unhandled rejection', async () => {
  const { of, ended } = eachResult(['sqs/a', 'sqs/b', 'sqs/c'], async (onResult) => {
    onResult(resultOf('a'));
    throw new Error('no clients');
  });
  const waiting = of('sqs/b');
  await expect(waiting).rejects.toMatchObject({ message: 'the run broke off', cause: { message: 'no clients' } });
  await ended;
  await turn();
  expect(await of('sqs/a')).toEqual(resultOf('a'));
  await expect(of('sqs/c')).rejects.toThrow('the run broke off');
  expect(unhandled).toEqual([]);
});

test('a run that throws at once, and one that leaves a case out', async () => {
  const thrown = eachResult(['sqs/a'], () => {
    throw new Error('at once');
  });
  await expect(thrown.of('sqs/a')).rejects.toMatchObject({ cause: { message: 'at once' } });
  await expect(eachResult(['sqs/a'], async () => {}).of('sqs/a')).rejects.toThrow('the run ended without sqs/a');
  await turn();
  expect(unhandled).toEqual([]);
});
