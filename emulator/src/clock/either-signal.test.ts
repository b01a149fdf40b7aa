import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { eitherSignal } from './either-signal.ts';

const two = () => [new AbortController(), new AbortController()] as const;

describe('eitherSignal', () => {
  it('is given with the first of the two, and with its reason', () => {
    for (const which of [0, 1] as const) {
      const both = two();
      const { signal } = eitherSignal(both[0].signal, both[1].signal);
      expect(signal.aborted).toBe(false);
      both[which].abort('this one');
      expect(signal.reason).toBe('this one');
      const late = eitherSignal(both[0].signal, both[1].signal);
      expect(late.signal.reason).toBe('this one');
      for (const { signal: source } of both) expect(getEventListeners(source, 'abort')).toHaveLength(0);
    }
  });

  it('leaves nothing behind when it is released', () => {
    const [a, b] = two();
    const { signal, release } = eitherSignal(a.signal, b.signal);
    expect(getEventListeners(a.signal, 'abort')).toHaveLength(1);
    release();
    for (const source of [a, b]) expect(getEventListeners(source.signal, 'abort')).toHaveLength(0);
    a.abort();
    expect(signal.aborted).toBe(false);
  });
});
