import type { Clock } from '../clock/clock.ts';

/** What a hop says of itself; `type` is `<service>.<what happened>`, e.g. `sqs.received`. */
export interface HopInput {
  type: string;
  /** What it happened to: a queue, topic, function, mapping or stack, by ARN. */
  resource?: string;
  /** SQS or SNS message id, or the request id of an invocation. */
  messageId?: string;
  /** The X-Ray trace header that came with the request or message. */
  traceHeader?: string | undefined;
  detail?: Record<string, unknown>;
}

/** One hop of one message, or a step in the life of a resource. */
export interface Hop extends HopInput {
  /** 1, 2, 3 …: the order in which things happened, without gaps. */
  seq: number;
  /** Virtual time, milliseconds since the epoch. */
  time: number;
  /** Real time, milliseconds since the epoch with a fraction: what latencies are measured with. */
  at: number;
  /** The `Root` of the trace header: the same for every hop that one request set off. */
  traceId?: string;
}

export interface EventStream {
  emit(hop: HopInput): Hop;
  /** Calls back for every hop from now on; returns what ends it. */
  subscribe(listener: (hop: Hop) => void): () => void;
  /** Hops after `seq`, oldest first, as far back as are kept. */
  since(seq: number): Hop[];
  /** Resolves with the first hop, past or future, that the predicate accepts. `timeoutMs` is real time; default 30,000. */
  waitFor(predicate: (hop: Hop) => boolean, options?: { timeoutMs?: number; since?: number }): Promise<Hop>;
  clear(): void;
}

/** Hops kept for those who come later. */
const KEPT = 100_000;

const realNow = () => performance.timeOrigin + performance.now();

export function createEvents(clock: Clock): EventStream {
  let kept: Hop[] = [];
  let seq = 0;
  const listeners = new Set<(hop: Hop) => void>();

  const stream: EventStream = {
    emit(input) {
      const traceId = input.traceHeader?.match(/Root=([^;]+)/)?.[1];
      const hop: Hop = { seq: ++seq, time: clock.now(), at: realNow(), ...input, ...(traceId ? { traceId } : {}) };
      kept.push(hop);
      if (kept.length > 2 * KEPT) kept = kept.slice(-KEPT);
      for (const listener of listeners) {
        try {
          listener(hop);
        } catch (error) {
          // It is the listener's mistake, and must not become a failure of the service that tells of the hop.
          console.error(`emulator: a listener failed at ${hop.type}:`, error);
        }
      }
      return hop;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    since(after) {
      const first = kept[0]?.seq ?? 0;
      return kept.slice(Math.max(0, after + 1 - first));
    },
    waitFor(predicate, { timeoutMs = 30_000, since = 0 } = {}) {
      return new Promise((resolve, reject) => {
        const past = stream.since(since).find(predicate);
        if (past) return resolve(past);
        const timer = setTimeout(() => {
          end();
          reject(
            new Error(
              `no such event within ${timeoutMs} ms; the last were ${kept
                .slice(-5)
                .map((hop) => hop.type)
                .join(', ')}`,
            ),
          );
        }, timeoutMs);
        const end = stream.subscribe((hop) => {
          let found: boolean;
          try {
            found = predicate(hop);
          } catch (error) {
            clearTimeout(timer);
            end();
            return reject(error);
          }
          if (!found) return;
          clearTimeout(timer);
          end();
          resolve(hop);
        });
      });
    },
    clear() {
      kept = [];
    },
  };
  return stream;
}
