import type { Hop } from 'pushpull-emulator';
import { describe, expect, test } from 'vitest';
import { type Consumer, fateOf } from '../../evidence/fate.ts';
import { hopsOfCopy } from './hops-of-copy.ts';

const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:000000000000:${name}`;
const hop = (type: string, resource: string, endpoint?: string): Hop =>
  ({ type, resource, at: 0, ...(endpoint ? { detail: { endpoint } } : {}) }) as unknown as Hop;

const fatesOf = (consumer: Consumer, hops: readonly Hop[], queues: string[] = []) =>
  [0, 1].map((copy) => {
    const lane = { entrance: 'enter', consumers: ['one', 'two'], deadLetters: [], queues };
    return fateOf({ mails: 0, accepted: true }, consumer, hopsOfCopy(hops, lane, copy));
  });

describe('copies of a fan-out share the topic or the bus, and none has the fate of another', () => {
  const topic = arn('sns', 'topic');
  const bus = arn('events', 'event-bus/bus');
  const [one, two] = ['one', 'two'].map((name) => arn('lambda', `function:${name}`)) as [string, string];

  test.each([
    ['sns', topic, 'sns.published'],
    ['events', bus, 'events.put'],
  ])('%s: what was given up for one is under way to the other', (service, shared, begins) => {
    const hops = [hop(begins, shared), hop(`${service}.delivered`, shared, one), hop(`${service}.dead-lettered`, shared, two)];
    expect(fatesOf('async-queue', hops)).toEqual(['in flight', 'dead-lettered']);
    expect(fatesOf('async-queue', [hop(begins, shared), hop(`${service}.failed`, shared, one)])).toEqual(['lost', 'in flight']);
    expect(fatesOf('async-queue', [hop(begins, shared)])).toEqual(['in flight', 'in flight']);
  });

  test('a consumer that has its copy waits, whatever the topic says of the other one later', () => {
    const hops = [hop('sns.published', topic), hop('lambda.accepted', one), hop('sns.retried', topic, two), hop('sns.failed', topic, two)];
    expect(fatesOf('async-queue', hops)).toEqual(['waiting', 'lost']);
  });

  test('queues are endpoints too', () => {
    const [first, second] = ['q-one', 'q-two'].map((name) => arn('sqs', name)) as [string, string];
    const urls = ['q-one', 'q-two'].map((name) => `http://127.0.0.1/000000000000/${name}`);
    const hops = [
      hop('sns.published', topic),
      hop('sqs.sent', first),
      hop('sns.delivered', topic, first),
      hop('sns.failed', topic, second),
    ];
    expect(fatesOf('mapping', hops, urls)).toEqual(['waiting', 'lost']);
  });
});
