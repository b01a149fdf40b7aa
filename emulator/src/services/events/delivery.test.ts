import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SNS } from '@aws-sdk/client-sns';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AwsError } from '../errors.ts';
import { zip } from '../lambda/zip.ts';
import { nextDelay } from './retry.ts';
import { ACCOUNT, type Lab, REGION, startLab } from './testing.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.end());

const MISSING = `arn:aws:sqs:${REGION}:${ACCOUNT}:missing`;
const attributesOf = (message: { MessageAttributes?: Record<string, { StringValue?: string }> } | undefined) =>
  Object.fromEntries(Object.entries(message?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]));

test('a target that is gone is not tried again: straight to the dead-letter queue', async () => {
  const dead = await lab.queue('dead');
  const rule = await lab.rule('all', [{ Arn: MISSING, DeadLetterConfig: { Arn: dead } }]);
  const { Entries } = await lab.put({ n: 1 });
  const [hop] = await lab.hops('events.dead-lettered');
  expect(hop).toMatchObject({ messageId: Entries?.[0]?.EventId, detail: { attempts: 1, code: 'NO_RESOURCE', deadLetterQueue: dead } });
  const [letter] = await lab.receive(dead);
  expect(JSON.parse(letter?.Body ?? '')).toMatchObject({ id: Entries?.[0]?.EventId, detail: { n: 1 } });
  expect(attributesOf(letter)).toEqual({
    RULE_ARN: rule,
    TARGET_ARN: MISSING,
    ERROR_CODE: 'NO_RESOURCE',
    ERROR_MESSAGE: 'The specified queue does not exist.',
    RETRY_ATTEMPTS: '0',
  });
  expect(lab.stack.journal.table('events.deliveries').size).toBe(0);
});

/** Makes SQS fail for as long as it says. */
function breakSqs(down: () => boolean) {
  const call = lab.stack.call.bind(lab.stack);
  lab.stack.call = (async (service, operation, input, caller) => {
    if (down() && operation === 'SendMessage' && (input as { QueueUrl: string }).QueueUrl.endsWith('/q'))
      throw new AwsError('ServiceUnavailable', 'down', { status: 503 });
    return await call(service, operation, input, caller);
  }) as typeof call;
}

test('a target that fails is tried again, longer each time, until it is back', async () => {
  const arn = await lab.queue('q');
  await lab.rule('all', [{ Arn: arn }]);
  let down = true;
  breakSqs(() => down);
  await lab.put({ n: 1 });
  for (let i = 1; i <= 6; i++) {
    const retried = await lab.hops('events.retried', i);
    expect(retried).toHaveLength(i);
    if (i < 6) await lab.clock.advance(retried.at(-1)?.detail?.delayMs as number);
  }
  const delays = (await lab.hops('events.retried')).map(({ detail }) => detail?.delayMs as number);
  for (const [i, delay] of delays.entries()) {
    expect(delay).toBeGreaterThanOrEqual(500 * 2 ** i);
    expect(delay).toBeLessThanOrEqual(1000 * 2 ** i);
  }
  expect(lab.stack.journal.table('events.deliveries').size).toBe(1);
  down = false;
  await lab.clock.advance(32_000);
  expect((await lab.hops('events.delivered'))[0]?.detail).toMatchObject({ attempts: 7 });
  expect(await lab.receive(arn)).toHaveLength(1);
});

test('its retry policy ends the attempts, by number or by age', async () => {
  const [arn, dead] = [await lab.queue('q'), await lab.queue('dead')];
  breakSqs(() => true);
  const DeadLetterConfig = { Arn: dead };
  await lab.rule('number', [{ Arn: arn, DeadLetterConfig, RetryPolicy: { MaximumRetryAttempts: 2 } }]);
  await lab.rule('age', [{ Arn: arn, DeadLetterConfig, RetryPolicy: { MaximumEventAgeInSeconds: 60 } }]);
  await lab.put({ n: 1 });
  for (let i = 0; i < 10; i++) {
    await lab.clock.advance(20_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await lab.hops('events.dead-lettered', 2);
  const letters = (await lab.receive(dead)).map(attributesOf);
  const of = (name: string) => letters.find(({ RULE_ARN }) => RULE_ARN?.endsWith(name));
  expect(of('number')).toMatchObject({
    ERROR_CODE: 'ERROR_FROM_TARGET',
    EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
    RETRY_ATTEMPTS: '2',
  });
  expect(of('age')).toMatchObject({ ERROR_CODE: 'ERROR_FROM_TARGET', EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' });
});

test('the default policy: no more than 185 retries, no later than a day, whatever chance says', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })), (chances) => {
      let [ageMs, attempts] = [0, 1];
      for (;;) {
        const delay = nextDelay({}, { attempts, ageMs }, () => chances.next().value as number);
        if (typeof delay === 'string') break;
        ageMs += delay;
        attempts++;
      }
      expect(attempts).toBeLessThanOrEqual(186);
      expect(ageMs).toBeLessThanOrEqual(86_400_000);
      expect(ageMs).toBeGreaterThan(43_000_000);
    }),
    { numRuns: 20 },
  );
});

test('a FIFO queue, by its group', async () => {
  const arn = await lab.queue('orders.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  await lab.rule('all', [{ Arn: arn, SqsParameters: { MessageGroupId: 'shop' } }]);
  await lab.put({ n: 1 });
  await lab.hops('events.delivered');
  expect((await lab.receive(arn))[0]?.Attributes?.MessageGroupId).toBe('shop');
});

test('a topic and a function', async () => {
  const sns = new SNS(lab.config);
  const lambda = new LambdaClient(lab.config);
  const { TopicArn = '' } = await sns.createTopic({ Name: 'news' });
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'listens',
      Role: `arn:aws:iam::${ACCOUNT}:role/function`,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: {
        ZipFile: zip({
          'index.mjs': 'export const handler = async (event) => { console.log(JSON.stringify(event)); return event.detail; }',
        }),
      },
    }),
  );
  sns.destroy();
  lambda.destroy();
  await lab.rule('all', [{ Arn: TopicArn }, { Arn: FunctionArn }]);
  await lab.put({ n: 1 }, { TraceHeader: 'Root=1-2-3' });
  await lab.hops('events.delivered', 2);
  expect(await lab.hops('sns.published')).toMatchObject([{ resource: TopicArn, traceId: '1-2-3' }]);
  const [finished] = await lab.hops('lambda.finished');
  expect(finished).toMatchObject({ traceId: '1-2-3' });
  expect(finished?.resource).toContain(FunctionArn);
});

test('what was accepted and not delivered goes out when the stack comes back', async () => {
  const arn = await lab.queue('q');
  await lab.rule('all', [{ Arn: arn }]);
  let down = true;
  breakSqs(() => down);
  await lab.put({ n: 1 });
  await lab.hops('events.retried');
  await (lab.stack as unknown as { stopSingletons(): Promise<void> }).stopSingletons();
  down = false;
  await lab.put({ n: 2 });
  await lab.clock.advance(1000);
  await lab.hops('events.delivered', 2);
  expect((await lab.receive(arn)).map(({ Body }) => JSON.parse(Body ?? '').detail.n).sort()).toEqual([1, 2]);
});
