import { setTimeout as sleep } from 'node:timers/promises';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { ChangeMessageVisibilityCommand, DeleteMessageBatchCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';

export interface QueueWorkerOptions {
  sqs: SQSClient;
  queueUrl: string;
  /** Messages that are worked on at once: the worker's own pace, which nobody pushes it beyond. */
  concurrency: number;
  /** How long a message stays hidden; renewed while it is worked on. */
  visibilityS: number;
  /** Real milliseconds between two renewals. */
  heartbeatMs: number;
  /** Asks without waiting, and after so many real milliseconds again; absent: long polls of twenty seconds, one after another. */
  shortPollMs?: number;
  /** Throws when the message shall come again. */
  handle(message: Message): Promise<void>;
  /** Seconds until a message that failed comes again, by how often it was received. */
  retryAfterS(receives: number): number;
  onProblem(what: string, error: unknown): void;
}

export interface QueueWorker {
  /** Resolves when it has stopped. */
  done: Promise<void>;
  /** Asks for no more, ends what it has begun, deletes what it has done. */
  stop(): void;
}

/** Longer than a batch takes to fill, shorter than anybody notices. */
const DELETE_EVERY_MS = 100;

/** SQS gives ten messages at most, and takes ten deletions. */
const BATCH = 10;

/** What a function's poller does for it, done by hand: long polls, a heartbeat, deletion in batches, a ladder of its own. */
export function startQueueWorker(options: QueueWorkerOptions): QueueWorker {
  const { sqs, queueUrl: QueueUrl, concurrency, visibilityS, heartbeatMs, shortPollMs, handle, retryAfterS, onProblem } = options;
  const stopping = new AbortController();
  const busy = new Set<Promise<void>>();
  const done: string[] = [];

  const hide = async (ReceiptHandle: string | undefined, VisibilityTimeout: number) => {
    await sqs
      .send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }))
      .catch((error) => onProblem('not hidden', error));
  };

  async function work(message: Message): Promise<void> {
    const { ReceiptHandle } = message;
    const heartbeat = setInterval(() => void hide(ReceiptHandle, visibilityS), heartbeatMs);
    try {
      await handle(message);
      if (ReceiptHandle !== undefined) done.push(ReceiptHandle);
    } catch (error) {
      onProblem('failed', error);
      clearInterval(heartbeat);
      await hide(ReceiptHandle, retryAfterS(Number(message.Attributes?.ApproximateReceiveCount ?? 1)));
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** A deletion that fails brings the message back, whose handler knows it. */
  async function deleteDone(): Promise<void> {
    while (done.length > 0) {
      const Entries = done.splice(0, BATCH).map((ReceiptHandle, i) => ({ Id: String(i), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })).catch((error) => onProblem('not deleted', error));
    }
  }

  const WaitTimeSeconds = shortPollMs === undefined ? 20 : 0;

  async function receive(): Promise<void> {
    while (!stopping.signal.aborted) {
      const free = concurrency - busy.size;
      if (free === 0) {
        await Promise.race(busy);
        continue;
      }
      const request = { QueueUrl, MaxNumberOfMessages: Math.min(free, BATCH), VisibilityTimeout: visibilityS };
      try {
        const command = new ReceiveMessageCommand({
          ...request,
          WaitTimeSeconds,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        });
        const { Messages = [] } = await sqs.send(command, { abortSignal: stopping.signal });
        for (const message of Messages) {
          const one: Promise<void> = work(message).finally(() => busy.delete(one));
          busy.add(one);
        }
        if (shortPollMs !== undefined) await sleep(shortPollMs, undefined, { signal: stopping.signal });
      } catch (error) {
        if (stopping.signal.aborted) break;
        onProblem('no messages to be had', error);
        await sleep(1_000, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  async function run(): Promise<void> {
    const deleting = setInterval(() => void deleteDone(), DELETE_EVERY_MS);
    await receive();
    await Promise.all(busy);
    clearInterval(deleting);
    await deleteDone();
  }
  return { done: run(), stop: () => stopping.abort() };
}
