import { afterEach, expect, test, vi } from 'vitest';
import { EXIT, UserError } from '../../compare/errors.ts';
import { endOf, interrupt, onInterrupt } from './interrupt.ts';

afterEach(() => {
  process.removeAllListeners('SIGINT');
  process.removeAllListeners('SIGTERM');
  vi.restoreAllMocks();
});

test('a pipe that closes interrupts once, and is no second Ctrl-C; that one ends the process', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
  const signal = onInterrupt();
  process.emit('SIGINT');
  expect(signal.aborted).toBe(true);
  expect([interrupt(), interrupt()]).toEqual([true, true]);
  expect(exit).not.toHaveBeenCalled();
  process.emit('SIGINT');
  expect(exit).toHaveBeenCalledWith(EXIT.interrupted);
});

test('what went wrong beside an interruption is said, with its exit code', () => {
  const error = new UserError('The ledger does not add up.', EXIT.failed);
  const { signal } = new AbortController();
  expect(endOf(error, signal)).toBe(error);
  const reason = new UserError('Interrupted', EXIT.interrupted);
  const aborted = AbortSignal.abort(reason);
  expect(endOf(error, aborted)).toMatchObject({ message: error.message, exitCode: EXIT.interrupted });
  expect(endOf(new Error('The operation was aborted'), aborted)).toBe(reason);
});
