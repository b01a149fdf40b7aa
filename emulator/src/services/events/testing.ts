import { EventBridge, type PutEventsRequestEntry, type Target } from '@aws-sdk/client-eventbridge';
import { type Message, SQS } from '@aws-sdk/client-sqs';
import { type EmulatorOptions, startEmulator } from '../../emulator.ts';
import type { Hop } from '../../events/events.ts';

export type Lab = Awaited<ReturnType<typeof startLab>>;
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** A frozen stack of its own with SDK clients: what every test of this folder starts from. */
export async function startLab(options: EmulatorOptions = {}) {
  const emulator = await startEmulator({ port: 0, frozen: true, ...options });
  const clients: { destroy(): void }[] = [];
  const config = (account: string, region = REGION) => ({
    endpoint: emulator.endpoint,
    region,
    credentials: { accessKeyId: account, secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const keep = <T extends { destroy(): void }>(client: T): T => {
    clients.push(client);
    return client;
  };
  const events = keep(new EventBridge(config(ACCOUNT)));
  const sqs = keep(new SQS(config(ACCOUNT)));
  return {
    /** The emulator itself; `events` below is the client. */
    emulator,
    clock: emulator.clock,
    stack: emulator.stack,
    events,
    sqs,
    /** A client of another account, or another region. */
    as: (account: string, region = REGION) => keep(new EventBridge(config(account, region))),
    config: config(ACCOUNT),
    /** A queue by name; answers with its ARN. */
    async queue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
      await sqs.createQueue({ QueueName, Attributes });
      return `arn:aws:sqs:${REGION}:${ACCOUNT}:${QueueName}`;
    },
    /** All messages of a queue that are there now. */
    async receive(arn: string): Promise<Message[]> {
      const QueueUrl = `${emulator.endpoint}/${ACCOUNT}/${arn.split(':').at(-1)}`;
      const all: Message[] = [];
      for (;;) {
        const input = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All' as const] };
        const { Messages = [] } = await sqs.receiveMessage(input);
        if (Messages.length === 0) return all;
        for (const { ReceiptHandle } of Messages) await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
        all.push(...Messages);
      }
    },
    /** A rule of everything from `source`, with targets; answers with its ARN. */
    async rule(Name: string, targets: Partial<Target>[], { pattern = { source: ['shop'] }, bus }: RuleOptions = {}): Promise<string> {
      const { RuleArn = '' } = await events.putRule({ Name, EventBusName: bus, EventPattern: JSON.stringify(pattern) });
      const Targets = targets.map((target, index) => ({ Id: `t${index}`, Arn: '', ...target }));
      await events.putTargets({ Rule: Name, EventBusName: bus, Targets });
      return RuleArn;
    },
    put: (detail: object, more: Partial<PutEventsRequestEntry> = {}, client = events) =>
      client.putEvents({ Entries: [{ Source: 'shop', DetailType: 'Ordered', Detail: JSON.stringify(detail), ...more }] }),
    /** Resolves once that many hops of a type have been seen. */
    async hops(type: string, count = 1): Promise<Hop[]> {
      const seen = () => emulator.events.since(0).filter((hop) => hop.type === type);
      await emulator.events.waitFor(() => seen().length >= count);
      return seen();
    },
    async end() {
      for (const client of clients) client.destroy();
      await emulator.stop();
    },
  };
}

interface RuleOptions {
  pattern?: object;
  bus?: string;
}

/** The name and message of the error that a promise fails with. */
export const errorOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: Error) => `${error.name}: ${error.message}`,
  );
