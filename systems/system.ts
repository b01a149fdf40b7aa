import type { Target } from '../targets/target.ts';
import type { Lab } from './lab/lab.ts';

/** One classic of asynchronous design that the app lets a person live through; a folder and a CLI name each. */
export interface System {
  /** As in `pushpull run share`. */
  name: string;
  title: string;
  /** What one finds out, in a sentence. */
  question: string;
  /** The CDK stacks it runs on; those they depend on come along. */
  stacks: string[];
  variants: Variant[];
}

/** One way to build the system. */
export interface Variant {
  /** As in `pushpull run share v4`. */
  name: string;
  title: string;
  /** Why it cannot run on a target, in words for a person; undefined where it can. Absent: it runs on all. */
  needs?(target: Target): string | undefined;
  /** Stacks that it alone needs, and the context with which the app has them. */
  deploys?: { stacks: string[]; context: Record<string, string> };
  /** Walks through it, good path and failures: acts as its users would, and says what was promised and what came of it. */
  run(lab: Lab): Promise<void>;
}

/** A promise that a variant makes, and what was found when it was put to the test. */
export interface KeptPromise {
  what: string;
  kept: boolean;
  found: string;
}

/** What a run of a variant printed, for machines. */
export interface Walkthrough {
  system: string;
  variant: string;
  title: string;
  target: string;
  timeScale: number;
  /** It was not run on this target, for this reason; there are no promises then. */
  skipped?: string;
  /** Lines that tell what happened, in order. */
  story: string[];
  promises: KeptPromise[];
  tookMs: number;
}
