import type { Lab } from '../lab/lab.ts';
import { Client, type Waited, type Wanted } from './client.ts';
import { readEventStream } from './event-stream.ts';
import type { Receiver } from './receiver.ts';

/** How often short polling asks. */
export const POLL_EVERY_MS = 100;
/** How long a long poll is held, at most. */
const HOLD_S = 3;

/** One way to learn that a job is over. */
export interface Way {
  name: string;
  /** The function whose process is killed in the middle, by a part of its name. */
  victim: string;
  /** Asks for the job and waits until it is over. May be asked again for the same job: by a client that comes back. */
  wait(lab: Lab, wanted: Wanted, receiver: Receiver, leaves?: AbortSignal): Promise<Waited>;
}

const over = (status: unknown) => status === 'done' || status === 'failed';

export const wait: Way = {
  name: 'wait',
  victim: 'WorkAndWait',
  async wait(lab, wanted, _receiver, leaves) {
    const client = new Client(lab, leaves);
    const { body } = await client.post('WorkAndWaitUrl', wanted);
    return client.waited(body);
  },
};

export const shortPoll: Way = {
  name: 'short-poll',
  victim: 'DoWork',
  async wait(lab, wanted, _receiver, leaves) {
    const client = new Client(lab, leaves);
    await client.post('StartWorkUrl', wanted);
    for (;;) {
      const { body } = await client.get('JobStatusUrl', { jobId: wanted.jobId });
      if (over(body.status)) return client.waited(body);
      await client.pause(POLL_EVERY_MS);
    }
  },
};

export const longPoll: Way = {
  name: 'long-poll',
  victim: 'DoWork',
  async wait(lab, wanted, _receiver, leaves) {
    const client = new Client(lab, leaves);
    await client.post('StartWorkUrl', wanted);
    for (;;) {
      const { body } = await client.get('JobStatusUrl', { jobId: wanted.jobId, wait: String(HOLD_S) });
      if (over(body.status)) return client.waited(body);
    }
  },
};

export const sse: Way = {
  name: 'sse',
  victim: 'DoWork',
  async wait(lab, wanted, _receiver, leaves) {
    const client = new Client(lab, leaves);
    await client.post('StartWorkUrl', wanted);
    let lastId = '0';
    for (;;) {
      const { body } = await client.get('JobEventsUrl', { jobId: wanted.jobId }, { 'last-event-id': lastId });
      const { events, retryMs = 1_000 } = readEventStream(String(body.text));
      const last = events.at(-1);
      if (last && over(last.event)) return client.waited(JSON.parse(last.data));
      lastId = last?.id ?? lastId;
      await client.pause(retryMs);
    }
  },
};

export const webhook: Way = {
  name: 'webhook',
  victim: 'DoWork',
  async wait(lab, wanted, receiver, leaves) {
    const client = new Client(lab, leaves);
    const { body } = await client.post('StartWorkUrl', wanted, { callbackUrl: receiver.url });
    if (over(body.status)) return client.waited(body);
    const { outcome, at } = await receiver.called(wanted.jobId, leaves ?? lab.signal);
    return { ...client.waited(outcome), knownAt: at };
  },
};

export const WAYS: readonly Way[] = [wait, shortPoll, longPoll, sse, webhook];
