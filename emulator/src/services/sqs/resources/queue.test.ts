import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ResourceContext } from '../../service.ts';
import { type Lab, startLab } from '../testing.ts';
import { queue } from './queue.ts';
import { queuePolicy } from './queue-policy.ts';

let lab: Lab;
let context: ResourceContext;
beforeAll(async () => {
  lab = await startLab();
  const caller = { account: '111122223333', region: 'eu-west-1' };
  context = {
    ...caller,
    tags: [{ Key: 'stack', Value: 'tag' }],
    generateName: (max: number) => 'stack-queue-abc'.slice(0, max),
    call: (service: 'sqs', operation: string, input: object) => lab.stack.call(service, operation, input, caller),
  } as unknown as ResourceContext;
});
afterAll(() => lab.end());

const attributesOf = async (QueueUrl: string) => (await lab.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] })).Attributes ?? {};

it('creates, updates and deletes a queue', async () => {
  await lab.queue('dlq');
  const RedrivePolicy = { deadLetterTargetArn: lab.arn('dlq'), maxReceiveCount: 3 };
  const before = { VisibilityTimeout: 120, RedrivePolicy, Tags: [{ Key: 'a', Value: '1' }] };
  const made = await queue.create(before, context);
  expect(made).toEqual({
    id: `${lab.endpoint}/111122223333/stack-queue-abc`,
    attributes: { Arn: lab.arn('stack-queue-abc'), QueueName: 'stack-queue-abc', QueueUrl: made.id },
  });
  expect(await attributesOf(made.id)).toMatchObject({ VisibilityTimeout: '120', RedrivePolicy: JSON.stringify(RedrivePolicy) });

  await queue.update?.(made, { DelaySeconds: '5', KmsMasterKeyId: 'alias/aws/sqs' }, before, context);
  const changed = await attributesOf(made.id);
  expect(changed).toMatchObject({ VisibilityTimeout: '30', DelaySeconds: '5', SqsManagedSseEnabled: 'false' });
  expect(changed.RedrivePolicy).toBeUndefined();
  expect((await lab.sqs.listQueueTags({ QueueUrl: made.id })).Tags).toEqual({ stack: 'tag' });

  const policy = { PolicyDocument: { Version: '2012-10-17', Statement: [] }, Queues: [made.id] };
  const madePolicy = await queuePolicy.create(policy, context);
  expect((await attributesOf(made.id)).Policy).toBe(JSON.stringify(policy.PolicyDocument));
  await queuePolicy.delete(madePolicy, policy, context);
  expect((await attributesOf(made.id)).Policy).toBeUndefined();

  await queue.delete(made, before, context);
  await queue.delete(made, before, context);
  await queuePolicy.delete(madePolicy, policy, context);
});

it('names FIFO queues, and does not take over a queue that is there already', async () => {
  expect((await queue.create({ FifoQueue: true }, context)).attributes.QueueName).toBe('stack-queue-abc.fifo');
  await expect(queue.create({ QueueName: 'dlq' }, context)).rejects.toThrow('already exists');
});
