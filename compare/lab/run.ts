import type { Target } from '../../targets/target.ts';
import type { Stats } from '../../third-party/shared/knobs.ts';
import type { Experiment, Fault, Plan } from './experiment.ts';
import type { Lane } from './lane.ts';
import type { Row } from './row.ts';

/** Everything that a report is made from, and that `--against` reads again: one JSON file a run. */
export interface Run {
  /** Of this file's shape. */
  version: 1;
  experiment: Experiment['name'];
  question: string;
  /** ISO 8601. */
  at: string;
  /** `settings`: its own, a line each. `other`: a stack that the lab only knows by its address. */
  target: Pick<Target, 'title' | 'timeScale'> & { name: Target['name'] | 'other'; settings: string[] };
  machine: { cpus: number; model: string; memoryGiB: number; node: string };
  knobs: Record<string, unknown>;
  seed: number;
  repetitions: number;
  /** How many were asked for, where the run was interrupted before it had them. */
  plannedRepetitions?: number;
  lanes: (Lane & { how: string; retries: string })[];
  arrivals: Plan['arrivals'];
  messages: number;
  faults: Pick<Fault, 'what' | 'fromS' | 'untilS' | 'provider'>[];
  /** Knobs of the email provider that were turned for the whole run. */
  providerKnobs?: NonNullable<Plan['provider']>;
  /** All of them; those of repetition 0 are the warm-up's, and in no figure. */
  rows: Row[];
  /** What the generator sent, counted apart from the rows: by lane and repetition. */
  sent: { lane: string; repetition: number; count: number }[];
  /** Attempts after a message's first, where the target shows its hops. */
  retries: { lane: string; repetition: number; count: number }[] | undefined;
  /** Whose each entry of `provider` and `beganAt` is: all lanes' at once, or one lane's where each has the machine alone. */
  loads: { repetition: number; lanes: string[] }[];
  /** What the email provider counted, by load: refused and repeated requests too. */
  provider: Stats[];
  /** Mails at the provider that belong to no message: effects that nobody accounts for. Absent where there is no inbox to look into. */
  strays?: number;
  /** Real milliseconds since 1970 at which each load began. */
  beganAt: number[];
}
