import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgress } from './progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function written(isTTY: boolean) {
  const lines: string[] = [];
  const stream = { isTTY, columns: 20, write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream;
  return { lines, progress: createProgress(stream) };
}

/** Says the same ten times a second. */
function saying(say: () => void, seconds: number) {
  for (let n = 0; n < seconds * 10; n++) {
    say();
    vi.advanceTimersByTime(100);
  }
}

test('without a terminal the latest is printed now and then, and what stays the same more seldom', () => {
  const { lines, progress } = written(false);
  let count = 0;
  saying(() => progress.live(`${++count} sent`), 6.5);
  expect(lines).toEqual(['20 sent\n', '40 sent\n', '60 sent\n']);
  lines.length = 0;
  saying(() => progress.live('waiting'), 45);
  expect(lines).toEqual(['waiting\n', 'waiting\n', 'waiting\n']);
});

test('without a terminal a line that stays is printed at once, in place of what was going on', () => {
  const { lines, progress } = written(false);
  progress.live('going on');
  progress.line('done');
  vi.advanceTimersByTime(60_000);
  expect(lines).toEqual(['done\n']);
});

test('on a terminal the line is redrawn, no longer than the screen is wide, and wiped', () => {
  const { lines, progress } = written(true);
  progress.live('x'.repeat(30));
  progress.clear();
  expect(lines).toEqual([`\r\x1b[2K${'x'.repeat(19)}`, '\r\x1b[2K']);
});
