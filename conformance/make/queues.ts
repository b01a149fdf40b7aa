import type { Message, ReceiveMessageCommandInput } from '@aws-sdk/client-sqs';
import type { Made } from '../context.ts';

export interface Queue {
  url: string;
  arn: string;
  name: string;
}

export interface Queues {
  createQueue(attributes?: Record<string, string>): Promise<Queue>;
  /** One receive. */
  receive(queue: Queue, input?: Partial<ReceiveMessageCommandInput>): Promise<Message[]>;
  /** Receives and deletes until there are as many as asked for, in order of arrival. */
  take(queue: Queue, count: number): Promise<Message[]>;
  /** Messages of a queue in any state. */
  countOf(queue: Queue): Promise<number>;
}

export function queuesOf({ clients: { sqs }, deadline, name, cleanup }: Made): Queues {
  const receive: Queues['receive'] = async ({ url }, input) =>
    (
      await sqs.receiveMessage({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
        ...input,
      })
    ).Messages ?? [];
  return {
    receive,
    async createQueue(attributes = {}) {
      const QueueName = `${name('queue')}${attributes.FifoQueue === 'true' ? '.fifo' : ''}`;
      const { QueueUrl: url = '' } = await sqs.createQueue({ QueueName, Attributes: attributes });
      cleanup(() =>
        sqs.deleteQueue({ QueueUrl: url }).catch((error: Error) => {
          // some cases delete it themselves
          if (!/QueueDoesNotExist|NonExistentQueue/.test(error.name)) throw error;
        }),
      );
      const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ['QueueArn'] });
      const arn = Attributes?.QueueArn ?? '';
      // a queue takes messages of SNS, EventBridge and Lambda's destinations by its policy alone
      const services = ['sns', 'events', 's3'].map((service) => `${service}.amazonaws.com`);
      const statement = { Effect: 'Allow', Principal: { Service: services }, Action: 'sqs:SendMessage', Resource: arn };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      await sqs.setQueueAttributes({ QueueUrl: url, Attributes: { Policy } });
      return { url, arn, name: QueueName };
    },
    async take(queue, count) {
      const taken: Message[] = [];
      return deadline.until(
        `${count} messages in ${queue.name}`,
        async () => {
          const messages = await receive(queue, { WaitTimeSeconds: 1 });
          for (const { ReceiptHandle } of messages) await sqs.deleteMessage({ QueueUrl: queue.url, ReceiptHandle });
          taken.push(...messages);
          return taken.length >= count ? taken : undefined;
        },
        () => taken.map(({ Body }) => Body),
      );
    },
    async countOf({ url }) {
      const { Attributes = {} } = await sqs.getQueueAttributes({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesDelayed'],
      });
      return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
    },
  };
}
