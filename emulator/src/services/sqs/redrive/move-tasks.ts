import { randomUUID } from 'node:crypto';
import type { Stack } from '../../service.ts';
import type { LiveQueue } from '../queue/live-queue.ts';
import type { createSequence } from '../queue/sequence.ts';
import type { MoveTaskRecord } from '../records.ts';

/** How many a second move where the caller leaves it to the service: the most that a caller may ask for. */
const RATE = 500;
const TICK = 100;

interface Queues {
  byArn(arn: string): LiveQueue | undefined;
  sequence: ReturnType<typeof createSequence>;
}

/**
 * Moves messages from a dead-letter queue back to where they came from, at a rate, on the clock. A moved message is a new one: new id, new age, never received.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
export function createMoveTasks({ clock, journal, events }: Stack, { byArn, sequence }: Queues) {
  const table = journal.table<MoveTaskRecord>('sqs.move-tasks');
  let stopped = false;
  const save = (task: MoveTaskRecord) => table.put(task.id, task);

  function finish(task: MoveTaskRecord, status: MoveTaskRecord['status'], failureReason?: string): false {
    task.status = status;
    if (failureReason) task.failureReason = failureReason;
    save(task);
    return false;
  }

  /** Moves one message; false when the task has come to its end. */
  function step(task: MoveTaskRecord): boolean {
    const source = byArn(task.sourceArn);
    if (!source) return finish(task, 'FAILED', 'AWS.SimpleQueueService.NonExistentQueue');
    if (task.destinationArn && !byArn(task.destinationArn)) return finish(task, 'FAILED', 'AWS.SimpleQueueService.NonExistentQueue');
    const [message] = task.moved < task.toMove ? source.extract(1) : [];
    if (!message) return finish(task, 'COMPLETED');
    const target = byArn(task.destinationArn ?? message.deadLetterSource ?? '');
    if (!target || target.record.fifo !== source.record.fifo) {
      source.putBack(message);
      return (
        finish(task, 'FAILED', message.deadLetterSource ? 'AWS.SimpleQueueService.NonExistentQueue' : 'CouldNotDetermineMessageSource') ??
        false
      );
    }
    const { deadLetterSource: _, firstReceivedAt: __, lastReceivedAt: ___, receipt: ____, ...kept } = message;
    const now = Math.floor(clock.now());
    const moved = {
      ...kept,
      queue: target.record.arn,
      id: randomUUID(),
      sentAt: now,
      visibleAt: now + target.settings.delay,
      inFlight: false,
      receiveCount: 0,
      countBefore: 0,
      ...(target.record.fifo ? { sequenceNumber: sequence.next() } : {}),
    };
    task.moved++;
    save(task);
    events.emit({
      type: 'sqs.sent',
      resource: target.record.arn,
      messageId: moved.id,
      traceHeader: moved.traceHeader,
      detail: { redrivenFrom: task.sourceArn, previousMessageId: message.id },
    });
    target.add(moved);
    target.wake();
    return true;
  }

  function run(task: MoveTaskRecord) {
    const rate = task.rate ?? RATE;
    const every = Math.max(TICK, 1000 / rate);
    const share = Math.max(1, Math.round((rate * every) / 1000));
    const tick = () => {
      if (stopped || task.status !== 'RUNNING') return;
      for (let i = 0; i < share; i++) if (!step(task)) return;
      clock.after(every, tick);
    };
    clock.after(every, tick);
  }

  for (const task of table.values()) if (task.status === 'RUNNING') run(task);

  return {
    start(sourceArn: string, destinationArn: string | undefined, rate: number | undefined, toMove: number): MoveTaskRecord {
      const task: MoveTaskRecord = {
        id: randomUUID(),
        sourceArn,
        ...(destinationArn ? { destinationArn } : {}),
        ...(rate ? { rate } : {}),
        status: 'RUNNING',
        moved: 0,
        toMove,
        startedAt: Math.floor(clock.now()),
      };
      save(task);
      run(task);
      return task;
    },
    cancel: (task: MoveTaskRecord) => void finish(task, 'CANCELLED'),
    get: (id: string) => table.get(id),
    stop() {
      stopped = true;
    },
    /** Newest first. */
    of: (sourceArn: string) => [...table.values()].filter((task) => task.sourceArn === sourceArn).reverse(),
  };
}

export const taskHandle = ({ id, sourceArn }: MoveTaskRecord) => Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString('base64');

export function parseTaskHandle(handle: string): string | undefined {
  try {
    const { taskId } = JSON.parse(Buffer.from(handle, 'base64').toString()) as { taskId?: unknown };
    return typeof taskId === 'string' ? taskId : undefined;
  } catch {
    return undefined;
  }
}
