import { describe, expect, it } from 'vitest';
import { estimate } from './estimate.ts';
import { priceList, requestsOf, usd } from './price-list.ts';

const resources = (types: Record<string, number>) => ({
  Resources: Object.fromEntries(
    Object.entries(types).flatMap(([Type, count]) => Array.from({ length: count }, (_, i) => [`${Type}${i}`, { Type }])),
  ),
});

describe('estimate', () => {
  it('counts what is paid for while nothing happens', () => {
    const { idle } = estimate([
      resources({ 'AWS::CloudWatch::Alarm': 3 }),
      resources({ 'AWS::Lambda::EventSourceMapping': 2, 'AWS::SQS::Queue': 9 }),
    ]);
    expect(idle).toEqual([
      { what: '3 alarms', usd: expect.closeTo(0.3) },
      // FACTS: five pollers of an idle queue make 648,000 receives a month, 0.26 dollars
      { what: '2 event source mappings that poll an empty queue', usd: expect.closeTo(2 * 0.2592) },
    ]);
  });

  it('names no line that costs nothing, and names what it leaves out', () => {
    expect(estimate([{}]).idle).toEqual([]);
    const provisioned = { Resources: { A: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { ProvisionedPollerConfig: {} } } } };
    expect(estimate([provisioned])).toMatchObject({
      idle: [],
      assumptions: expect.arrayContaining([expect.stringContaining('provisioned')]),
    });
  });

  it('differs between modes by what the hand-over costs', () => {
    const { sync, async: call, push, pull } = estimate([]).perMillionShares;
    expect(push - call).toBeCloseTo(0.5); // the topic
    expect(call - pull).toBeCloseTo(0.2 * (4 / 5) - 0.4 * 1.4); // fewer invocations, more requests to the queue
    expect(sync - call).toBeCloseTo(0.5 * 0.15 * 0.0000166667 * 1e6); // the caller waits, and pays
  });

  it('has a date and a source for every price and every size', () => {
    for (const { asOf, source } of [...Object.values(priceList.prices), ...Object.values(priceList.requestSizes)]) {
      expect(source).toMatch(/^https:\/\//);
      expect(asOf).toMatch(/^(\d{4}-\d{2}|recalled)$/);
    }
    for (const price of Object.values(priceList.prices)) expect(price.usd).toBeGreaterThan(0);
    expect(usd({ sqsRequests: 1_000_000, lambdaRequests: 500_000 })).toBeCloseTo(0.5);
  });

  it('bills what is large as several requests: messages by 64 KB, asynchronous events by 64 KB beyond 256', () => {
    const KIB = 1024;
    const requests = (what: 'message' | 'asyncEvent') =>
      [0, 64 * KIB, 64 * KIB + 1, 256 * KIB, 256 * KIB + 1, 320 * KIB, 1024 * KIB].map((bytes) => requestsOf(what, bytes));
    expect(requests('message')).toEqual([1, 1, 2, 4, 5, 5, 16]);
    expect(requests('asyncEvent')).toEqual([1, 1, 1, 1, 2, 2, 13]);
  });
});
