import { randomUUID } from 'node:crypto';
import type { Timer } from '../../../clock/clock.ts';
import type { JournalTable } from '../../../journal/journal.ts';
import { seeded } from '../../chance.ts';
import type { Stack } from '../../service.ts';
import type { MessageRecord, QueueRecord } from '../records.ts';
import { fifoLane } from './fifo-lane.ts';
import { lazyHeap } from './heap.ts';
import type { Lane, Message } from './lane.ts';
import { type Settings, settingsOf } from './settings.ts';
import { standardLane } from './standard-lane.ts';
import { createWaiters } from './waiters.ts';

export const IN_FLIGHT_LIMIT = 120_000;

/** Called where a message has been received too often; answers whether it was taken over. */
export type DeadLetter = (message: MessageRecord, from: LiveQueue) => boolean;

export type LiveQueue = ReturnType<typeof createLiveQueue>;

/**
 * The life of the messages of one queue. Everything here derives from the journal's records, and no step looks through all the
 * messages: they stand in a lane (the order of receiving), a heap by the time they become visible, and one by age.
 */
export function createLiveQueue(record: QueueRecord, table: JournalTable<MessageRecord>, stack: Stack, deadLetter: DeadLetter) {
  const { clock, events } = stack;
  const messages = new Map<string, Message>();
  const lane: Lane = record.fifo ? fifoLane() : standardLane(seeded(stack.options.seed, record.arn));
  const due = lazyHeap<Message>((m, at) => (m.state === 'delayed' || m.state === 'in-flight') && m.record.visibleAt === at);
  const ages = lazyHeap<Message>((m) => m.state !== 'gone');
  const waiters = createWaiters(clock);
  const counts = { delayed: 0, ready: 0, 'in-flight': 0, gone: 0 };
  let settings: Settings = settingsOf(record);
  let timer: (Timer & { at: number }) | undefined;
  let closed = false;

  const now = () => Math.floor(clock.now());
  const save = (m: Message) => table.put(keyOf(m.record), m.record);
  const emit = (type: string, { id, traceHeader }: MessageRecord, detail: Record<string, unknown> = {}) =>
    events.emit({ type: `sqs.${type}`, resource: record.arn, messageId: id, traceHeader, detail });

  function move(m: Message, state: Message['state']) {
    counts[m.state]--;
    counts[state]++;
    m.state = state;
  }

  /** One timer for the next thing to happen in this queue; one that comes too early sets the next. */
  function arm() {
    const oldest = ages.peek();
    const at = Math.min(due.peek() ?? Infinity, oldest === undefined ? Infinity : oldest + settings.retention);
    if (closed || at === Infinity || (timer && timer.at <= at)) return;
    timer?.cancel();
    const wait = clock.after(at - clock.now(), () => {
      timer = undefined;
      queue.settle();
      waiters.wake();
    });
    timer = { at, cancel: () => wait.cancel() };
  }

  function place(m: Message) {
    messages.set(m.record.id, m);
    counts[m.state]++;
    ages.push(m.record.sentAt, m);
    if (m.state !== 'ready') due.push(m.record.visibleAt, m);
  }

  function take(max: number, visibility: number): MessageRecord[] {
    queue.settle();
    const at = now();
    const room = Math.min(max, IN_FLIGHT_LIMIT - counts['in-flight']);
    const taken = lane.take(room, at, (m) => {
      const { redrive } = settings;
      const { record: r } = m;
      return !(redrive && r.receiveCount - r.countBefore >= redrive.maxReceiveCount && deadLetter(r, queue));
    });
    return taken.map((m) => {
      const { record: r } = m;
      move(m, 'in-flight');
      r.inFlight = true;
      r.receiveCount++;
      r.firstReceivedAt ??= at;
      r.lastReceivedAt = at;
      r.receipt = randomUUID();
      r.visibleAt = at + visibility;
      save(m);
      emit('received', r, { receiveCount: r.receiveCount, sentAt: r.sentAt, visibleAt: r.visibleAt });
      if (visibility === 0) show(m);
      else due.push(r.visibleAt, m);
      // What the caller gets must not change when the message goes on living.
      return { ...r };
    });
  }

  /** In flight no longer. */
  function show(m: Message) {
    move(m, 'ready');
    m.record.inFlight = false;
    save(m);
    lane.returned(m, now());
  }

  function remove(m: Message) {
    messages.delete(m.record.id);
    table.delete(keyOf(m.record));
    move(m, 'gone');
    lane.left(m, now());
  }

  const queue = {
    record,
    counts,
    get settings() {
      return settings;
    },
    find: (id: string) => messages.get(id),
    all: () => messages.values(),
    /** Puts a record of the journal back at the start of the stack. */
    restore(r: MessageRecord) {
      const m: Message = { record: r, state: r.inFlight ? 'in-flight' : r.visibleAt > now() ? 'delayed' : 'ready' };
      place(m);
      if (m.state === 'in-flight') lane.hold(m);
      else lane.enter(m, now());
      arm();
    },
    /** Takes a message in. Call `wake` when all that come together are in. */
    add(r: MessageRecord) {
      const m: Message = { record: r, state: r.visibleAt > now() ? 'delayed' : 'ready' };
      place(m);
      save(m);
      lane.enter(m, now());
      arm();
    },
    wake() {
      arm();
      waiters.wake();
    },
    /** Does what has fallen due: ends delays and visibility timeouts, drops what is too old. */
    settle() {
      const at = now();
      for (let m = due.take(at); m; m = due.take(at)) {
        if (m.state === 'delayed') {
          move(m, 'ready');
          lane.ready(m, at);
        } else {
          show(m);
          emit('visible', m.record, { receiveCount: m.record.receiveCount });
        }
      }
      for (let m = ages.take(at - settings.retention); m; m = ages.take(at - settings.retention)) {
        remove(m);
        emit('expired', m.record, { sentAt: m.record.sentAt });
      }
      arm();
    },
    take,
    /** A long poll. */
    wait: (max: number, visibility: number, ms: number, signal: AbortSignal) => waiters.wait(() => take(max, visibility), ms, signal),
    /** Gives back what a caller who has gone was about to get, as if it had not been received. */
    untake(id: string, receipt: string) {
      const m = messages.get(id);
      if (m?.state !== 'in-flight' || m.record.receipt !== receipt) return;
      m.record.receiveCount--;
      m.record.visibleAt = now();
      show(m);
    },
    delete(id: string): boolean {
      const m = messages.get(id);
      if (!m) return false;
      remove(m);
      emit('deleted', m.record, { receiveCount: m.record.receiveCount });
      waiters.wake();
      return true;
    },
    /** Changes how long a message in flight stays hidden. */
    hide(m: Message, visibility: number) {
      m.record.visibleAt = now() + visibility;
      if (visibility === 0) show(m);
      else {
        save(m);
        due.push(m.record.visibleAt, m);
      }
      queue.wake();
    },
    /** Takes available messages out of the queue for good (redrive). */
    extract(max: number): MessageRecord[] {
      queue.settle();
      const taken = lane.take(max, now(), () => true);
      for (const m of taken) remove(m);
      return taken.map((m) => m.record);
    },
    /** Undoes `extract`: the message takes its place again, before those that nobody has received. */
    putBack(r: MessageRecord) {
      const m: Message = { record: r, state: 'ready' };
      place(m);
      save(m);
      lane.returned(m, now());
      queue.wake();
    },
    /** Takes one message out that is on its way to a dead-letter queue. */
    giveUp(id: string) {
      const m = messages.get(id);
      if (m) remove(m);
    },
    /** Reads the queue's attributes again. A FIFO queue's delay holds for the messages that wait already. */
    reconfigure() {
      const before = settings.delay;
      settings = settingsOf(record);
      if (record.fifo && settings.delay !== before) {
        for (const m of messages.values()) {
          if (m.state !== 'delayed') continue;
          m.record.visibleAt = m.record.sentAt + settings.delay;
          save(m);
          due.push(m.record.visibleAt, m);
        }
      }
      queue.settle();
      waiters.wake();
    },
    purge() {
      for (const m of messages.values()) {
        table.delete(keyOf(m.record));
        m.state = 'gone';
      }
      messages.clear();
      lane.clear();
      due.clear();
      ages.clear();
      Object.assign(counts, { delayed: 0, ready: 0, 'in-flight': 0 });
    },
    close(error: unknown) {
      closed = true;
      timer?.cancel();
      waiters.fail(error);
    },
  };
  return queue;
}

const keyOf = (r: MessageRecord) => `${r.queue}/${r.id}`;
