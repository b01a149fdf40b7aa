import * as z from 'zod';
import { count, latencyMs, messages, rate } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { peakAtProvider, peakRateAtProvider } from '../findings/at-once.ts';
import { limitAtProvider } from '../findings/limit.ts';
import { byLane } from '../findings/rows.ts';
import { lane } from '../lane.ts';
import { modeNamed } from '../modes.ts';

const knobs = z.object({
  rate: rate(8),
  messages: messages(40),
  latencyMs: latencyMs(500),
  rateLimitPerSecond: count(0, 'requests a second that the provider takes, 0: as many as come; the others are answered 429', 0),
  maximumConcurrency: count(2, 'MaximumConcurrency of the second lane of each mode that polls for Lambda', 2, 1000),
  reservedConcurrency: count(2, 'ReservedConcurrentExecutions of the second lane of the other modes in Lambda', 1, 1000),
  batchSize: count(10, 'BatchSize of the mappings', 1, 10),
  workers: count(1, 'processes of the lanes outside Lambda', 1, 100),
  workerConcurrency: count(4, 'messages that each of those works on at once', 1, 100),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'slow-consumer',
  question: 'Who protects a provider that is slow, and what does it see?',
  notice:
    'Nobody tells push to slow down: what comes in goes out, and only reserved concurrency ends that, by throttling, which becomes waiting in Lambda’s queue (async, push) or a refusal (sync). A queue is a buffer; MaximumConcurrency says how fast it is emptied, in invocations: times the batch size is what the provider meets. Workers take what they can hold and no more. With a rate limit look at what its refusals cost in retries.',
  knobs,
  modes: ['sync', 'push', 'pull', 'worker'],
  // refusals are tried again minutes later; else nothing is hurried, as it would make the provider slower beside the clock
  timeScale: ({ rateLimitPerSecond }) => (rateLimitPerSecond > 0 ? 10 : 1),
  plan: ({ rate, messages, latencyMs, rateLimitPerSecond, maximumConcurrency, reservedConcurrency, ...settings }, modes) => ({
    lanes: modes.flatMap((mode) => {
      const { consumer } = modeNamed(mode).simulated;
      if (modeNamed(mode).worker) return [lane(mode, settings)];
      if (consumer === 'mapping')
        return [lane(mode, settings), lane(mode, { ...settings, maximumConcurrency }, `${mode}, MaximumConcurrency ${maximumConcurrency}`)];
      return [
        lane(mode, settings),
        lane(mode, { ...settings, reservedConcurrency }, `${mode}, ReservedConcurrency ${reservedConcurrency}`),
      ];
    }),
    arrivals: { kind: 'poisson', rate },
    messages,
    oneByOne: true,
    provider: { latencyMs, rateLimitPerSecond },
  }),
  findings: (run) =>
    byLane(run).map(({ lane, rows }) => {
      const stats = run.provider.filter((_, load) => run.loads[load]?.lanes.includes(lane.id));
      const refused = stats.reduce((sum, { refusedRate }) => sum + refusedRate, 0);
      const peak = peakAtProvider(rows);
      const { places, by } = limitAtProvider(lane.mode, lane.settings);
      const seen = `${lane.title}: the provider saw at most ${peak} mails at once and ${peakRateAtProvider(rows)} in a second, and refused ${refused} requests for coming too fast`;
      if (places === undefined) return `${seen}; nothing but the account's limit protects it.`;
      return `${seen}; ${by} lets ${places} through${peak > places ? ', WHICH DID NOT HOLD' : ''}.`;
    }),
};
