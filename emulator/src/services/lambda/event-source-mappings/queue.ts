import type { GetQueueAttributesCommandOutput, GetQueueUrlCommandOutput, Message, ReceiveMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { Stack } from '../../service.ts';
import { queueIn } from './record.ts';

/** The longest a poll is held. */
const LONGEST_POLL = 20;

/** A queue as pollers see it: SQS's own operations. */
export interface Queue {
  /** Holds a long poll of at most `seconds`. Empty when the time is up or the signal is given. */
  receive(max: number, seconds: number, signal: AbortSignal): Promise<Message[]>;
  remove(messages: Message[]): Promise<void>;
  /** Messages that wait to be received. */
  waiting(): Promise<number>;
  visibilityMs(): Promise<number>;
  /** Keeps messages from others for that time from now on. */
  hold(messages: Message[], ms: number): Promise<void>;
}

export function openQueue(stack: Stack, queueArn: string): Queue {
  const { name, account, region } = queueIn(queueArn);
  const caller = { account, region };
  let known: string | undefined;
  /** A queue's URL stays the same, even when it is deleted and made again. */
  const url = async () =>
    (known ??= (await stack.call<GetQueueUrlCommandOutput>('sqs', 'GetQueueUrl', { QueueName: name }, caller)).QueueUrl);
  const attribute = async (AttributeName: string) => {
    const input = { QueueUrl: await url(), AttributeNames: [AttributeName] };
    const { Attributes } = await stack.call<GetQueueAttributesCommandOutput>('sqs', 'GetQueueAttributes', input, caller);
    return Number((Attributes as Record<string, string> | undefined)?.[AttributeName] ?? 0);
  };
  return {
    async receive(max, seconds, signal) {
      const input = {
        QueueUrl: await url(),
        MaxNumberOfMessages: Math.min(10, max),
        WaitTimeSeconds: Math.min(LONGEST_POLL, Math.ceil(seconds)),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      };
      return (await stack.call<ReceiveMessageCommandOutput>('sqs', 'ReceiveMessage', input, { ...caller, signal })).Messages ?? [];
    },
    async remove(messages) {
      const QueueUrl = await url();
      for (let i = 0; i < messages.length; i += 10) {
        const Entries = messages.slice(i, i + 10).map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle }));
        await stack.call('sqs', 'DeleteMessageBatch', { QueueUrl, Entries }, caller);
      }
    },
    waiting: () => attribute('ApproximateNumberOfMessages'),
    async hold(messages, ms) {
      const QueueUrl = await url();
      const VisibilityTimeout = Math.ceil(ms / 1000);
      for (let i = 0; i < messages.length; i += 10) {
        const Entries = messages.slice(i, i + 10).map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle, VisibilityTimeout }));
        await stack.call('sqs', 'ChangeMessageVisibilityBatch', { QueueUrl, Entries }, caller);
      }
    },
    visibilityMs: async () => (await attribute('VisibilityTimeout')) * 1000,
  };
}
