import { expect, it } from 'vitest';
import { createClock } from '../../clock/clock.ts';
import { createEvents } from '../../events/events.ts';
import { memoryJournal } from '../../journal/memory.ts';
import { createStack } from '../../stack.ts';

const caller = { account: '111122223333', region: 'eu-west-1' };
type Received = { Messages?: { Body: string; ReceiptHandle: string }[] };

/** Two stacks, one after the other, on one journal. */
function restartable() {
  const journal = memoryJournal();
  const clock = createClock({ frozen: true });
  const boot = () => {
    const options = { seed: 1, workDir: '/nowhere' };
    const stack = createStack({ clock, journal, events: createEvents(clock), endpoint: 'http://localhost', options });
    return <T>(operation: string, input: object) => stack.call<T>('sqs', operation, input, caller);
  };
  return { clock, boot };
}

it('brings back from the journal what was waiting, delayed, in flight and locked', async () => {
  const { clock, boot } = restartable();
  const before = boot();
  const { QueueUrl } = await before<{ QueueUrl: string }>('CreateQueue', { QueueName: 'q', Attributes: { VisibilityTimeout: '10' } });
  const fifo = { QueueUrl: `${QueueUrl}.fifo` };
  await before('CreateQueue', { QueueName: 'q.fifo', Attributes: { FifoQueue: 'true', VisibilityTimeout: '10' } });
  await before('SendMessage', { QueueUrl, MessageBody: 'in flight' });
  const held = await before<Received>('ReceiveMessage', { QueueUrl });
  await before('SendMessage', { QueueUrl, MessageBody: 'ready' });
  await before('SendMessage', { QueueUrl, MessageBody: 'delayed', DelaySeconds: 5 });
  for (const id of ['a1', 'a2']) await before('SendMessage', { ...fifo, MessageBody: id, MessageGroupId: 'a', MessageDeduplicationId: id });
  await before('ReceiveMessage', fifo);

  const after = boot();
  const bodies = async (input: object) =>
    (await after<Received>('ReceiveMessage', { MaxNumberOfMessages: 10, ...input })).Messages?.map((m) => m.Body);
  expect(await bodies({ QueueUrl })).toEqual(['ready']);
  expect(await bodies(fifo)).toBeUndefined();
  await after('DeleteMessage', { QueueUrl, ReceiptHandle: held.Messages?.[0]?.ReceiptHandle });
  await clock.advance(5000);
  expect(await bodies({ QueueUrl })).toEqual(['delayed']);
  await clock.advance(5000);
  expect(await bodies(fifo)).toEqual(['a1', 'a2']);
  await after('SendMessage', { ...fifo, MessageBody: 'again', MessageGroupId: 'b', MessageDeduplicationId: 'a1' });
  expect(await bodies(fifo)).toBeUndefined();
});
