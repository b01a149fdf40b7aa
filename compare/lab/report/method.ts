import { duration } from '../../report/format.ts';
import { lateness, MEASURES, type Measure, MOST_LATE_MS } from '../figures.ts';
import type { Arrivals } from '../load/arrivals.ts';
import { isOwn } from '../own/is-own.ts';
import type { Run } from '../run.ts';
import { clockText } from '../targets/clock.ts';

/** The one definition of all times of a run. */
export function clockOf(run: Run): string {
  const { timeScale } = run.target;
  return [
    'Times are real milliseconds.',
    clockText(run),
    timeScale === 1
      ? 'What waits in queues and retry ladders waits as long as on AWS.'
      : `What waits in queues and retry ladders passes by the stack’s own clock, ${timeScale} times as fast.`,
  ].join(' ');
}

/** Of somebody's own consumers, of which nothing is known but their stamps. */
const OWN_TITLES: Record<Measure, string> = {
  answered: 'sent → the service has taken it',
  trigger: 'sent → the consumer’s stamp',
  delivered: 'the same: what comes after the stamp nobody says',
};

export const measureNotes = (run: Run): { name: string; title: string }[] =>
  Object.entries(MEASURES).map(([name, { title }]) => ({ name, title: isOwn(run) ? OWN_TITLES[name as Measure] : title }));

export const intervalNote = ({ repetitions }: Pick<Run, 'repetitions'>): string =>
  repetitions < 2
    ? 'One repetition says nothing about how much values vary: there are no intervals, and no comparison.'
    : `Each quantile is the mean of its ${repetitions} repetitions’ own, ± half of that mean’s 95 % interval (Student’s t). Cold starts and messages with a fault are in no time.`;

export const latenessNote = (run: Run): string => {
  const { percentile, ms, worst } = lateness(run);
  return `The generator sent ${duration(Math.max(0, ms))} late at the ${percentile}th percentile, ${duration(Math.max(0, worst))} at worst; above ${MOST_LATE_MS} ms no times are shown.`;
};

export function arrivalsText(arrivals: Arrivals): string {
  switch (arrivals.kind) {
    case 'constant':
      return `${arrivals.rate} a second and lane, at equal distances`;
    case 'poisson':
      return `${arrivals.rate} a second and lane, by chance (Poisson)`;
    case 'burst':
      return `${arrivals.rate} a second and lane, ${arrivals.times} times as many for ${arrivals.burstS} s`;
    case 'ramp':
      return `from ${arrivals.rate} to ${arrivals.toRate} a second and lane`;
    case 'recorded':
      return `recorded: ${arrivals.atMs.length} times, over ${duration((arrivals.atMs.at(-1) ?? 0) - (arrivals.atMs[0] ?? 0))}`;
  }
}

/** Of a run that was interrupted. */
export const interruptedNote = ({ repetitions, plannedRepetitions }: Pick<Run, 'repetitions' | 'plannedRepetitions'>): string =>
  `interrupted: ${repetitions} of ${plannedRepetitions} repetitions were whole, and the one under way is left out`;

/** How it was measured, line by line. */
export function methodRows(run: Run): [what: string, how: string][] {
  const { target, machine, loads } = run;
  const alone = loads.some(({ lanes }) => lanes.length < run.lanes.length);
  const knobs = Object.entries({
    ...run.knobs,
    ...(run.providerKnobs && Object.keys(run.providerKnobs).length > 0 ? { provider: run.providerKnobs } : {}),
  });
  return [
    ['clock', clockOf(run)],
    ['arrivals', `open loop: each message at its own time, whether or not earlier ones were answered; ${arrivalsText(run.arrivals)}`],
    [
      'lanes',
      alone
        ? 'one after another, each with the machine to itself'
        : 'all at once, interleaved message by message in an order drawn anew each time',
    ],
    [
      'repetitions',
      `${run.repetitions}, of ${run.messages} messages a lane, after a warm-up that is in no figure${run.plannedRepetitions ? `; ${interruptedNote(run)}` : ''}`,
    ],
    ['seed', `${run.seed} (arrivals and order; each repetition has the next)`],
    [
      'knobs',
      knobs.length > 0
        ? knobs.map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ')
        : 'none',
    ],
    ['generator', latenessNote(run)],
    ['intervals', intervalNote(run)],
    ['target', `${target.title}, time ×${target.timeScale}`],
    ...target.settings.map((setting): [string, string] => ['its settings', setting]),
    ['machine', `${machine.cpus} × ${machine.model}, ${machine.memoryGiB} GiB, Node.js ${machine.node}`],
    ['run at', run.at],
  ];
}
