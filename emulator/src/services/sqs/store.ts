import type { Context, Stack } from '../service.ts';
import { invalidAddress, missingParameter, queueDoesNotExist } from './errors.ts';
import { createDeduplication } from './queue/deduplication.ts';
import { createLiveQueue, type LiveQueue } from './queue/live-queue.ts';
import { createSequence } from './queue/sequence.ts';
import type { AttemptRecord, MessageRecord, QueueRecord } from './records.ts';
import { createMoveTasks } from './redrive/move-tasks.ts';

export type Store = ReturnType<typeof createStore>;

/** The queues of a stack, made from the journal at the first use. */
function createStore(stack: Stack) {
  const queueTable = stack.journal.table<QueueRecord>('sqs.queues');
  const messageTable = stack.journal.table<MessageRecord>('sqs.messages');
  const attempts = stack.journal.table<AttemptRecord>('sqs.attempts');
  const queues = new Map<string, LiveQueue>();
  const sequence = createSequence(stack.clock);
  const deduplication = createDeduplication(stack);

  /** What has been received too often goes to the dead-letter queue, if that still exists; a standard queue's message keeps its age. */
  function deadLetter(message: MessageRecord, from: LiveQueue): boolean {
    const target = queues.get(from.settings.redrive?.target ?? '');
    if (!target || target.record.fifo !== from.record.fifo) return false;
    const now = Math.floor(stack.clock.now());
    from.giveUp(message.id);
    stack.events.emit({
      type: 'sqs.dead-lettered',
      resource: from.record.arn,
      messageId: message.id,
      traceHeader: message.traceHeader,
      detail: { target: target.record.arn, receiveCount: message.receiveCount },
    });
    const { receipt: _, ...rest } = message;
    target.add({
      ...rest,
      queue: target.record.arn,
      inFlight: false,
      visibleAt: now,
      countBefore: message.receiveCount,
      deadLetterSource: from.record.arn,
      ...(target.record.fifo ? { sentAt: now, sequenceNumber: sequence.next() } : {}),
    });
    target.wake();
    return true;
  }

  const open = (record: QueueRecord) => {
    const queue = createLiveQueue(record, messageTable, stack, deadLetter);
    queues.set(record.arn, queue);
    return queue;
  };

  for (const record of queueTable.values()) open(record);
  for (const message of messageTable.values()) {
    if (message.sequenceNumber) sequence.after(message.sequenceNumber);
    queues.get(message.queue)?.restore(message);
  }

  const moveTasks = createMoveTasks(stack, { byArn: (arn) => queues.get(arn), sequence });

  const store = {
    queues,
    attempts,
    sequence,
    deduplication,
    save: (record: QueueRecord) => queueTable.put(record.arn, record),
    create(record: QueueRecord) {
      queueTable.put(record.arn, record);
      return open(record);
    },
    forget(queue: LiveQueue) {
      const { arn } = queue.record;
      queue.purge();
      queue.close(queueDoesNotExist());
      store.forgetReceives(arn);
      queues.delete(arn);
      queueTable.delete(arn);
    },
    /** Drops what deduplication and receive request attempts remember of a queue. */
    forgetReceives(arn: string) {
      deduplication.clear(arn);
      for (const [key, attempt] of attempts.entries()) if (attempt.queue === arn) attempts.delete(key);
    },
    byArn: (arn: string) => queues.get(arn),
    /** The queue of a URL, whatever its host: the account and the name are its last two parts. */
    byUrl(url: string | undefined, { region }: Pick<Context, 'region'>): LiveQueue {
      if (!url) throw missingParameter('QueueUrl');
      const [, account, name] = /^(?:https?:\/\/)?[^\s]*?\/?(\d{12})\/([\w.-]+)\/?$/.exec(url) ?? [];
      if (!account || !name) throw invalidAddress(url);
      const queue = queues.get(`arn:aws:sqs:${region}:${account}:${name}`);
      if (!queue) throw queueDoesNotExist();
      return queue;
    },
    urlOf: ({ account, name }: Pick<QueueRecord, 'account' | 'name'>) => `${stack.endpoint}/${account}/${name}`,
    moveTasks,
    stop() {
      moveTasks.stop();
      for (const queue of queues.values()) queue.close(queueDoesNotExist());
    },
  };
  return store;
}

export const storeOf = (stack: Stack): Store => stack.singleton('sqs', createStore);
