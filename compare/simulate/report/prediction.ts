import { explain } from '../../predict/explain.ts';
import { predict } from '../../predict/predict.ts';
import { wrapped } from '../../report/wrap.ts';
import { modeOf } from '../modes.ts';
import type { Outcome } from '../simulate.ts';
import { time } from './time.ts';

/** What the formulas of docs/lab/predictions.md say, beside what was simulated. */
export function predictionText(outcomes: readonly Outcome[]): string {
  const lines = outcomes.flatMap((outcome) => {
    const { mode, settings, triggerMs, peak, coldStarts, limits, retries } = outcome;
    const prediction = predict(modeOf(mode), settings);
    const found = {
      triggerMs: triggerMs.p50,
      concurrency: peak.concurrency,
      coldStarts,
      retries,
      limits: limits.map(({ limit }) => limit),
    };
    const { backlogAfterOutage, drainSeconds, survives } = prediction;
    const outage = settings.provider.down
      ? [
          `after the outage: ${Math.round(backlogAfterOutage)} wait, sent within ${time(drainSeconds * 1000)}; ${Math.round(100 * survives)} % of them survive it.`,
        ]
      : [];
    return [...explain(found, prediction), ...outage].flatMap((text, i) =>
      text.split('\n').flatMap((line, j) => wrapped(`${(i + j === 0 ? mode : '').padEnd(12)}${line}`, 100, 14)),
    );
  });
  return ['The formulas (docs/lab/predictions.md), and where the gap comes from:', ...lines].join('\n');
}
