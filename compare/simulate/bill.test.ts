import { expect, it } from 'vitest';
import { bill } from './bill.ts';
import { modeOf } from './modes.ts';
import { DEFAULTS } from './settings.ts';
import { simulate } from './simulate.ts';

const withErrors = (errorRate: number) => ({ ...DEFAULTS, provider: { ...DEFAULTS.provider, errorRate } });

it('counts what was used, retries too, and what is paid for while nothing comes', () => {
  const [calm, stormy] = [0, 0.3].map((errorRate) => bill(simulate(modeOf('push'), withErrors(errorRate))));
  expect(stormy?.perMonth).toBeGreaterThan((calm?.perMonth ?? 0) * 1.1);
  expect(calm?.lines.map(({ item }) => item).sort()).toEqual(['lambdaGbSeconds', 'lambdaRequests', 'outboundGigabytes', 'snsPublishes']);
  expect(bill(simulate(modeOf('worker'), DEFAULTS)).lines).toContainEqual(
    expect.objectContaining({ item: 'workerHours', count: 7200, asOf: 'recalled' }),
  );
});

it('is of the mails that are sent: one that sends none has no price', () => {
  expect(bill(simulate(modeOf('sync'), withErrors(1))).perMillion).toBe(Number.POSITIVE_INFINITY);
  expect(bill(simulate(modeOf('sync'), withErrors(0.5))).perMillion).toBeGreaterThan(
    1.9 * bill(simulate(modeOf('sync'), withErrors(0))).perMillion,
  );
});
