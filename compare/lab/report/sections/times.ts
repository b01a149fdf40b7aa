import { duration } from '../../../report/format.ts';
import { counted, isTimed, type LaneFigures, MEASURES, type Measure } from '../../figures.ts';
import { isOwn } from '../../own/is-own.ts';
import { twinOf } from '../../predict/twin.ts';
import type { Run } from '../../run.ts';
import type { Block, Section } from '../blocks.ts';
import { plusMinus } from '../interval-text.ts';
import { intervalNote, measureNotes } from '../method.ts';
import { dots } from '../plots/dots.ts';
import { ecdf } from '../plots/ecdf.ts';

const MEASURE_NAMES = Object.keys(MEASURES) as Measure[];

/** How long it took: quantiles with intervals, distributions, and the numbers. */
export function times(run: Run, figures: readonly LaneFigures[]): Section {
  const distributions = (measure: Measure) => {
    const byLane = Map.groupBy(counted(run), ({ lane }) => lane);
    return run.lanes.map(({ id, title }) => ({
      title,
      values: (byLane.get(id) ?? []).filter(isTimed).flatMap((row) => MEASURES[measure].ms(row) ?? []),
    }));
  };
  const table: Block = {
    kind: 'table',
    head: ['', ...MEASURE_NAMES.flatMap((name) => [`${name} p50`, 'p95', 'p99'])],
    rows: figures.map(({ lane, times }) => [
      lane.title,
      ...MEASURE_NAMES.flatMap((name) => [plusMinus(times[name][50]), duration(times[name][95].ms), duration(times[name][99].ms)]),
    ]),
  };
  return {
    id: 'times',
    title: 'How long it took',
    blocks: [
      {
        kind: 'plot',
        plot: dots(
          'trigger',
          'Trigger: handed over → first line of the consumer',
          figures.map(({ lane, times }, i) => ({
            ...{ title: lane.title, values: times.trigger },
            // of each mode once: a sweep's lanes have all the same
            reference: run.lanes.findIndex(({ mode }) => mode === lane.mode) === i ? twinOf(lane)?.triggerMs : undefined,
          })),
        ),
      },
      { kind: 'plot', plot: ecdf('trigger-distribution', 'Trigger: how many messages took at most so long', distributions('trigger')) },
      ...(isOwn(run)
        ? []
        : [
            {
              kind: 'plot' as const,
              plot: ecdf(
                'delivered-distribution',
                'Sent → the mail is there: how many messages took at most so long',
                distributions('delivered'),
              ),
            },
          ]),
      table,
      { kind: 'list', items: measureNotes(run).map(({ name, title }) => `${name}: ${title}`) },
      {
        kind: 'table',
        caption: 'beside the times',
        head: ['', 'cold: consumer', 'its trigger', 'cold: entrance', 'a second', 'messages an invocation'],
        rows: figures.map(({ lane, cold, throughput, batch }) => [
          lane.title,
          String(cold.consumer),
          duration(cold.triggerMs),
          String(cold.entrance),
          throughput?.toFixed(1) ?? '–',
          batch === undefined ? '–' : batch.toFixed(2),
        ]),
      },
      { kind: 'text', text: intervalNote(run) },
    ],
  };
}
