import { plus, type Usage, usd } from '../../cost/price-list.ts';
import type { OwnConfig, OwnLane } from './config.ts';

/** What one message costs on its way in; what its consumers cost is theirs. */
const PER_MESSAGE: Record<OwnLane['arn']['kind'], Usage> = {
  queue: { sqsRequests: 1 },
  topic: { snsPublishes: 1 },
  function: { lambdaRequests: 1 },
  bus: { eventBridgeEvents: 1 },
};

/** Messages of the warm-up, besides those of all repetitions: run-own.ts sends so many. */
export const warmUpMessages = ({ messages, rate }: Pick<OwnConfig, 'messages' | 'rate'>) =>
  Math.min(messages, Math.max(3, Math.ceil(2 * rate)));

export interface OwnEstimate {
  /** To each lane. */
  messages: number;
  /** Of all lanes: sending, and looking for stamps until the end of the patience, at most. */
  usd: number;
  seconds: number;
}

export function estimateOwn(config: OwnConfig, everyMs: number): OwnEstimate {
  const { messages, repetitions, rate, patienceS, lingerS, lanes } = config;
  const all = messages * repetitions + warmUpMessages(config);
  const loads = repetitions + 1;
  const seconds = all / rate + loads * (patienceS + lingerS);
  const looks = (loads * patienceS * 1000) / everyMs;
  const usage = lanes.map(({ arn, stamp, deadLetters }) => {
    const sent = Object.fromEntries(
      Object.entries(arn.fifo ? { sqsFifoRequests: 1 } : PER_MESSAGE[arn.kind]).map(([item, n]) => [item, n * all]),
    );
    // every message is looked for at every look, until it has its stamp: a message that never gets one is the dearest
    const reads: Usage = stamp.dynamodb ? { dynamodbReads: looks * messages } : {};
    const letters: Usage = { sqsRequests: 2 * looks * deadLetters.length };
    return plus(sent as Usage, reads, letters);
  });
  return { messages: all, usd: usd(plus(...usage)), seconds };
}
