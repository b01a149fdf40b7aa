import type * as z from 'zod';
import type { Order } from '../../functions/lab/message.ts';
import type { Knobs as ProviderKnobs } from '../../third-party/shared/knobs.ts';
import type { Lane } from './lane.ts';
import type { Arrivals } from './load/arrivals.ts';
import type { Run } from './run.ts';

/** Something that goes wrong, or is set, while the load goes on. */
export interface Fault {
  /** For a person: "the provider is down". */
  what: string;
  /** Real seconds after the load's beginning; without `untilS` it lasts. */
  fromS: number;
  untilS?: number;
  /** Knobs of the email provider, turned at the beginning and turned back at the end. */
  provider?: Partial<ProviderKnobs>;
  /** Kills one process of each of these lanes every `everyS`; where a lane has several consumers it is each one's turn. */
  kill?: { lanes: readonly string[]; everyS: number };
}

/** What an experiment does, made from its knobs. */
export interface Plan {
  lanes: readonly Lane[];
  arrivals: Arrivals;
  /** Messages a lane and repetition. */
  messages: number;
  /** The repetitions asked for so many times over, on one deployment: as many short runs. */
  runs?: number;
  /** One lane after another, where each is to have the machine alone; else interleaved. */
  oneByOne?: boolean;
  /** Turned for the whole run. */
  provider?: Partial<ProviderKnobs>;
  faults?: readonly Fault[];
  /** What is particular to one message: a fault, a size, a group. */
  order?(lane: Lane, index: number): Partial<Order>;
  /** Real milliseconds to wait, after the load, for what is still under way; absent: past the longest ladder. */
  patienceMs?: number;
  /** Real milliseconds to look on when all have settled: what has been delivered may come again, a retry later. */
  lingerMs?: number;
}

/** A named question, and how it is answered. Each is one file in experiments/: adding one is adding a file. */
export interface Experiment<Knobs extends z.ZodObject = z.ZodObject> {
  name: string;
  /** In a line. */
  question: string;
  /** What to look at in its report, and why: a few sentences. */
  notice: string;
  /** Its own knobs, with AWS's names and defaults where they are AWS's; `.describe()` is their help. Those that all have are in common-knobs.ts. */
  knobs: Knobs;
  plan(knobs: z.infer<Knobs>, modes: readonly string[], timeScale: number, seed: number): Plan;
  /** Virtual seconds a real second where nothing else is asked for and time can be scaled; absent: 1. For what has minutes to wait. */
  timeScale?(knobs: z.infer<Knobs>): number;
  /** Modes that it is asked of unless told otherwise. */
  modes: readonly string[];
  /** What was found, a sentence each, drawn from the data. `timed` false: the generator fell behind, and no sentence may rest on times. */
  findings?(run: Run, timed?: boolean): string[];
  /** Its findings have counts (fates, repeats, order) that stand without times: they are asked for even where the generator fell behind. */
  untimed?: true;
  /** What had to be found and was not, a sentence each: with any, the command fails. */
  misses?(run: Run): string[];
}
