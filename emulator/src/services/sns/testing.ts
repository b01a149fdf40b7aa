import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SNS } from '@aws-sdk/client-sns';
import { type Message, SQS } from '@aws-sdk/client-sqs';
import { type EmulatorOptions, startEmulator } from '../../emulator.ts';
import type { Hop } from '../../events/events.ts';

export type Lab = Awaited<ReturnType<typeof startLab>>;
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** A frozen stack of its own with SDK clients: what every test of this folder starts from. */
export async function startLab(options: EmulatorOptions = {}) {
  const emulator = await startEmulator({ port: 0, frozen: true, ...options });
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'test' };
  const config = { endpoint: emulator.endpoint, region: REGION, credentials, maxAttempts: 1 };
  const sns = new SNS(config);
  const sqs = new SQS(config);
  const endings: (() => unknown)[] = [];
  return {
    ...emulator,
    sns,
    sqs,
    async topic(name: string, attributes: Record<string, string> = {}): Promise<string> {
      const fifo: Record<string, string> = name.endsWith('.fifo') ? { FifoTopic: 'true' } : {};
      const { TopicArn = '' } = await sns.createTopic({ Name: name, Attributes: { ...fifo, ...attributes } });
      return TopicArn;
    },
    /** A queue by name; answers with its URL. */
    async queue(name: string): Promise<string> {
      const Attributes = name.endsWith('.fifo') ? { FifoQueue: 'true' } : undefined;
      return (await sqs.createQueue({ QueueName: name, Attributes })).QueueUrl ?? '';
    },
    queueArn: (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`,
    async subscribe(TopicArn: string, Protocol: string, Endpoint: string, Attributes: Record<string, string> = {}): Promise<string> {
      return (await sns.subscribe({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true })).SubscriptionArn ?? '';
    },
    /** All messages of a queue that are there now. */
    async receive(QueueUrl: string): Promise<Message[]> {
      const all: Message[] = [];
      for (;;) {
        const input = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All' as const] };
        const { Messages = [] } = await sqs.receiveMessage(input);
        if (Messages.length === 0) return all;
        for (const { ReceiptHandle } of Messages) await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
        all.push(...Messages);
      }
    },
    /** Resolves once that many hops of a type have been seen. */
    async hops(type: string, count = 1): Promise<Hop[]> {
      const seen = () => emulator.events.since(0).filter((hop) => hop.type === type);
      await emulator.events.waitFor(() => seen().length >= count);
      return seen();
    },
    /** An HTTP endpoint that notes what it is sent and answers as `answer` says. */
    async webhook(answer: (posts: Post[]) => number | undefined = () => 200) {
      const posts: Post[] = [];
      const server = createServer(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        posts.push({ headers: request.headers, body });
        const status = answer(posts);
        if (status !== undefined) response.writeHead(status).end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      endings.push(() => {
        server.closeAllConnections();
        server.close();
      });
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, posts };
    },
    async end() {
      sns.destroy();
      sqs.destroy();
      await emulator.stop();
      for (const end of endings) end();
    },
  };
}

export interface Post {
  headers: IncomingHttpHeaders;
  body: string;
}

/** The name and message of the error that a promise fails with. */
export const errorOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: Error) => `${error.name}: ${error.message}`,
  );
