import { afterEach, beforeEach, expect, test } from 'vitest';
import { AwsError } from '../errors.ts';
import type { Stack } from '../service.ts';
import { ACCOUNT, type Lab, REGION, startLab } from './testing.ts';

const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`;
let lab: Lab;
let TopicArn: string;
beforeEach(async () => {
  lab = await startLab();
  TopicArn = await lab.topic('photos');
});
afterEach(() => lab.end());

/** Stands in for the Lambda service at the seam between services. */
function lambda(invoke: (input: { FunctionName: string; InvocationType: string; Payload: Uint8Array }) => unknown) {
  const stack = lab.stack as { call: Stack['call'] };
  const { call } = stack;
  stack.call = async (service, operation, input, caller) =>
    (service === 'lambda' ? invoke(input as never) : call(service, operation, input, caller)) as never;
}

test('a function is invoked asynchronously with one record', async () => {
  const invoked: Record<string, unknown>[] = [];
  lambda(({ FunctionName, InvocationType, Payload }) => {
    invoked.push({ FunctionName, InvocationType, event: JSON.parse(Buffer.from(Payload).toString()) });
    return { StatusCode: 202 };
  });
  const EventSubscriptionArn = await lab.subscribe(TopicArn, 'lambda', FUNCTION);
  const { MessageId } = await lab.sns.publish({ TopicArn, Message: 'hello' });
  await lab.hops('sns.delivered');
  expect(invoked).toEqual([
    {
      FunctionName: FUNCTION,
      InvocationType: 'Event',
      event: {
        Records: [
          {
            EventSource: 'aws:sns',
            EventVersion: '1.0',
            EventSubscriptionArn,
            Sns: {
              Type: 'Notification',
              MessageId,
              TopicArn,
              Subject: null,
              Message: 'hello',
              Timestamp: expect.stringMatching(/Z$/),
              SignatureVersion: '1',
              Signature: expect.any(String),
              SigningCertUrl: expect.stringMatching(/\.pem$/),
              UnsubscribeUrl: expect.stringMatching(/Action=Unsubscribe/),
              MessageAttributes: {},
            },
          },
        ],
      },
    },
  ]);
});

test('while Lambda is down the ladder goes on; what comes back gets the message once', async () => {
  let calls = 0;
  lambda(() => {
    if (++calls <= 8) throw new AwsError('ServiceException', 'down', { status: 500 });
    return {};
  });
  await lab.subscribe(TopicArn, 'lambda', FUNCTION);
  await lab.sns.publish({ TopicArn, Message: 'x' });
  await lab.hops('sns.retried', 4);
  await lab.clock.advance(60_000);
  expect((await lab.hops('sns.delivered'))[0]?.detail?.attempts).toBe(9);
  const delays = (await lab.hops('sns.retried', 8)).map((hop) => hop.detail?.delayMs);
  expect(delays.slice(0, 6)).toEqual([0, 0, 0, 1000, 1000, 1000]);
  await lab.clock.advance(3_600_000);
  expect(calls).toBe(9);
});

test('a function that is gone or forbidden is not tried again', async () => {
  lambda(() => {
    throw new AwsError('ResourceNotFoundException', 'gone', { status: 404 });
  });
  const dlq = await lab.queue('dlq');
  await lab.subscribe(TopicArn, 'lambda', FUNCTION, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: lab.queueArn('dlq') }) });
  await lab.sns.publish({ TopicArn, Message: 'x' });
  expect((await lab.hops('sns.dead-lettered'))[0]?.detail).toMatchObject({ attempts: 1, reason: 'ResourceNotFoundException: gone' });
  expect(JSON.parse((await lab.receive(dlq))[0]?.Body ?? '').Message).toBe('x');
});

test('what was accepted and not delivered when the stack ends is delivered by the one that comes back', async () => {
  let down = true;
  lambda(() => {
    if (down) throw new Error('down');
    return {};
  });
  await lab.subscribe(TopicArn, 'lambda', FUNCTION);
  await lab.sns.publish({ TopicArn, Message: 'x' });
  await lab.hops('sns.retried', 4);
  await (lab.stack as Stack & { stopSingletons(): Promise<void> }).stopSingletons();
  down = false;
  await lab.clock.advance(10_000);
  const { dispatcherOf } = await import('./dispatcher.ts');
  dispatcherOf(lab.stack);
  expect((await lab.hops('sns.delivered'))[0]?.detail?.attempts).toBe(5);
  expect(lab.stack.journal.table('sns.deliveries').size).toBe(0);
});

test('in a FIFO topic a message that is tried again holds up its group, and no other', async () => {
  const stack = lab.stack as { call: Stack['call'] };
  const { call } = stack;
  const arrived: string[] = [];
  let failures = 6;
  stack.call = async (service, operation, input, caller) => {
    const { MessageBody, MessageGroupId } = input as { MessageBody: string; MessageGroupId: string };
    if (operation !== 'SendMessage') return call(service, operation, input, caller);
    if (MessageGroupId === 'slow' && failures-- > 0) throw new Error('down');
    arrived.push(MessageBody);
    return {} as never;
  };
  const fifo = await lab.topic('f.fifo', { ContentBasedDeduplication: 'true' });
  await lab.subscribe(fifo, 'sqs', lab.queueArn('q.fifo'), { RawMessageDelivery: 'true' });
  for (const [Message, MessageGroupId] of [
    ['s1', 'slow'],
    ['s2', 'slow'],
    ['q1', 'quick'],
    ['s3', 'slow'],
    ['q2', 'quick'],
  ])
    await lab.sns.publish({ TopicArn: fifo, Message, MessageGroupId });
  await lab.hops('sns.delivered', 2);
  expect(arrived).toEqual(['q1', 'q2']);
  await lab.clock.advance(60_000);
  await lab.hops('sns.delivered', 5);
  expect(arrived).toEqual(['q1', 'q2', 's1', 's2', 's3']);
});
