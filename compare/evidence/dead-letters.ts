import { GetQueueAttributesCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Answers the ids under this key in the body of a dead letter; a message that names its own id twice counts once. */
export function idsUnder(key: string): (body: string) => Set<string> {
  // in whatever was put around the message: a notification, an event, what Lambda says of a failed invocation; escaped as often
  const id = new RegExp(`\\\\*"${key}\\\\*":\\s*\\\\*"([^"\\\\]+)`, 'g');
  return (body) => new Set([...body.matchAll(id)].map(([, found = '']) => found));
}

/** Dead letters that a look reads in a second, at least. */
const READ_A_SECOND = 100;

/**
 * Answers how many dead letters each message has by now in these queues. They stay there: each look hides them for about as long as it
 * takes, so that the next one, or a person's, finds them again; and counts only those that no look has seen before.
 */
export function deadLetterReader(
  sqs: SQSClient,
  queueUrls: readonly string[],
  idsOf: (body: string) => Iterable<string>,
): () => Promise<ReadonlyMap<string, number>> {
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  async function read(QueueUrl: string) {
    const attributes = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
    const there = Number((await sqs.send(attributes)).Attributes?.ApproximateNumberOfMessages ?? 0);
    const VisibilityTimeout = Math.ceil(Math.max(1, there / READ_A_SECOND));
    // those that come back within a look are no others
    const found = new Set<string>();
    for (let tries = 0; found.size < there && tries < there; tries++) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout }));
      if (Messages.length === 0) break;
      for (const { MessageId = '', Body = '' } of Messages) {
        found.add(MessageId);
        if (seen.has(`${QueueUrl} ${MessageId}`)) continue;
        seen.add(`${QueueUrl} ${MessageId}`);
        for (const id of idsOf(Body)) counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
  }
  return async () => {
    for (const url of queueUrls) await read(url);
    return counts;
  };
}
