import { type GetQueueAttributesCommandOutput, type Message, SQS, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { startEmulator } from '../../emulator.ts';

export type Lab = Awaited<ReturnType<typeof startLab>>;

/** A frozen stack of its own and an SDK client: what every test of this folder starts from. */
export async function startLab(options: { seed?: number } = {}) {
  const stack = await startEmulator({ port: 0, frozen: true, ...options });
  const config: SQSClientConfig = {
    endpoint: stack.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const sqs = new SQS(config);

  return {
    ...stack,
    sqs,
    /** A queue by its attributes; answers with its URL. */
    async queue(name: string, attributes: Record<string, string> = {}): Promise<string> {
      const fifo = name.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
      return (await sqs.createQueue({ QueueName: name, Attributes: { ...fifo, ...attributes } })).QueueUrl ?? '';
    },
    arn: (name: string) => `arn:aws:sqs:eu-west-1:111122223333:${name}`,
    async receive(QueueUrl: string, input: object = {}): Promise<Message[]> {
      return (
        (await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], ...input })).Messages ?? []
      );
    },
    async counts(QueueUrl: string): Promise<string> {
      const { Attributes = {} }: GetQueueAttributesCommandOutput = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
      const {
        ApproximateNumberOfMessages: ready,
        ApproximateNumberOfMessagesNotVisible: inFlight,
        ApproximateNumberOfMessagesDelayed: delayed,
      } = Attributes;
      return `${ready} ready, ${inFlight} in flight, ${delayed} delayed`;
    },
    seconds: (s: number) => stack.clock.advance(s * 1000),
    async end() {
      sqs.destroy();
      await stack.stop();
    },
  };
}

/** The code of the error that a promise fails with. */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: Error) => error.name,
  );
