import type { Hop } from 'pushpull-emulator';
import { describe, expect, test } from 'vitest';
import { figuresOf } from '../figures.ts';
import { MODES, type Mode } from '../modes.ts';
import { isAccepted, type Row } from '../rows.ts';
import { modeOf } from '../simulate/modes.ts';
import { fateOf } from './fate.ts';
import { hopsByShare } from './hops.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:';
const row = (mode: Mode['name']): Row => ({
  ...{ mode, shareId: 's', traceId: 't', messageId: 'own', intendedAt: 0, sentAt: 0, answeredAt: 0, status: 202 },
  ...{ stamps: {}, fate: 'in flight', mails: 0 },
});
let seq = 0;
const hop = (type: string, messageId: string, resource: string, detail: Record<string, unknown> = {}): Hop => ({
  ...{ seq: ++seq, time: 0, at: 0, type, messageId, resource, traceId: 't', detail },
});

const entrance = [hop('lambda.accepted', 'in', `${ARN}SharePhoto`), hop('lambda.started', 'in', `${ARN}SharePhoto`, { cold: true })];
const entranceDone = hop('lambda.finished', 'in', `${ARN}SharePhoto`, { status: 'ok' });
/** The outcome's way home: it carries the share's trace, waits, and is tried again. */
const home = [
  hop('sns.published', 'out', 'ShareDeliveries'),
  hop('sqs.sent', 'back', 'ShareDeliveriesQueue'),
  hop('sqs.received', 'back', 'ShareDeliveriesQueue', { receiveCount: 1 }),
  hop('lambda.started', 'record', `${ARN}RecordDelivery`, { cold: true }),
  hop('sqs.visible', 'back', 'ShareDeliveriesQueue', { receiveCount: 1 }),
  hop('sqs.received', 'back', 'ShareDeliveriesQueue', { receiveCount: 2 }),
  hop('sqs.dead-lettered', 'back', 'ShareDeliveriesQueue'),
];
const direct = (type: string, detail?: Record<string, unknown>) => hop(type, 'own', `${ARN}SendShareEmailDirect`, detail);
const pushed = (type: string, detail?: Record<string, unknown>) => hop(type, 'started-by-sns', `${ARN}SendShareEmailSns`, detail);
const queued = (type: string, detail?: Record<string, unknown>) => hop(type, 'own', 'ShareRequestsQueue', detail);
const published = [hop('sns.published', 'own', 'ShareRequests'), hop('sns.delivered', 'own', 'ShareRequests')];
const failed = { status: 'error' };

const cases: [Mode['name'], string, Hop[], Row['fate'], number][] = [
  ['sync', 'done without a mail', [direct('lambda.started'), direct('lambda.finished', { status: 'ok' })], 'lost', 0],
  ['async', 'done without a mail', [direct('lambda.started'), direct('lambda.finished', { status: 'ok' })], 'lost', 0],
  ['async', 'just failed', [direct('lambda.started'), direct('lambda.finished', failed)], 'waiting', 0],
  ['async', 'to be tried again', [direct('lambda.finished', failed), direct('lambda.retried')], 'waiting', 1],
  ['async', 'dropped', [direct('lambda.finished', failed), direct('lambda.dropped')], 'lost', 0],
  ['push', 'done without a mail', [...published, pushed('lambda.started'), pushed('lambda.finished', { status: 'ok' })], 'lost', 0],
  ['push', 'not started yet', [...published, pushed('lambda.accepted')], 'waiting', 0],
  ['push', 'to be tried again', [...published, pushed('lambda.finished', failed), pushed('lambda.retried')], 'waiting', 1],
  ['push', 'given up', [...published, pushed('lambda.retried'), pushed('lambda.dead-lettered')], 'dead-lettered', 1],
  ['push', 'not delivered, and no dead-letter queue', [hop('sns.published', 'own', 'R'), hop('sns.failed', 'own', 'R')], 'lost', 0],
  ['pull', 'deleted without a mail', [queued('sqs.sent'), queued('sqs.received', { receiveCount: 1 }), queued('sqs.deleted')], 'lost', 0],
  ['pull', 'too old', [queued('sqs.sent'), queued('sqs.expired')], 'lost', 0],
  ['pull', 'received again', [queued('sqs.visible'), queued('sqs.received', { receiveCount: 2 })], 'in flight', 1],
  [
    ...(['pull', 'given up'] as const),
    [queued('sqs.received', { receiveCount: 2 }), queued('sqs.visible'), queued('sqs.dead-lettered')],
    ...(['dead-lettered', 1] as const),
  ],
];

describe.each(cases)('%s, %s', (name, _, own, fate, retries) => {
  const share = row(name);
  const mode = MODES.find((mode) => mode.name === name) as Mode;
  const hops = [...entrance, ...own, entranceDone, ...home];

  test('its fate is told by the hops of its own message', () => {
    const found = hopsByShare([share], hops).get('s') ?? [];
    expect(found).toEqual(own);
    expect(fateOf({ mails: share.mails, accepted: isAccepted(share) }, modeOf(name).consumer, found)).toBe(fate);
  });

  test('retries are those of its own message, and not those of the warm-up', () => {
    const warmUp = [
      { ...pushed('lambda.retried'), traceId: 'warm-up', messageId: 'warm-up' },
      { ...queued('sqs.received', { receiveCount: 2 }), traceId: 'warm-up', messageId: 'warm-up' },
    ];
    const figures = figuresOf({ mode, rows: [share], sent: 1, hops: [...warmUp, ...hops], tookMs: 1000, latenessMs: 0 });
    expect(figures).toMatchObject({ retries, coldStarts: 0 });
  });
});
