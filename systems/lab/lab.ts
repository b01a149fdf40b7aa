import type { Outputs } from '../../compare/deploy.ts';
import type { Target } from '../../targets/target.ts';
import type { ThirdParties } from '../../third-party/client.ts';

/** How hard a run tries its system. */
export interface LabOptions {
  /** How many users, shares, orders… */
  count: number;
  /** Requests that each third party refuses, 0 to 1. */
  errorRate: number;
  /** Virtual seconds for which one third party is down in the middle; 0: never. */
  downSeconds: number;
  /** Kills a function's process in the middle, where the target allows it. */
  kill: boolean;
  seed: number;
}

/** What a variant works with. It acts from outside, as users, operators and third parties do, and sees what they see. */
export interface Lab {
  target: Target;
  outputs: Outputs;
  thirdParties: ThirdParties;
  options: LabOptions;
  /** Ends with the run; give it to whatever waits. */
  signal: AbortSignal;
  /** An output of the deployed stacks; throws when there is none of that name. */
  output(name: string): string;
  /** A line of the story, for a person. */
  say(line: string): void;
  /** What is going on, while it goes on; not kept. */
  progress(line: string): void;
  /** Puts a promise to the test: the run fails unless all are kept. */
  promise(what: string, kept: boolean, found: string): void;
  /** A request to a function URL: JSON out, JSON in. Fails only when there is no answer within `timeoutMs` (default 35 s). */
  ask(url: string, request?: Request): Promise<Answer>;
  /** Waits until `look` gives something; throws, naming `what`, after so many virtual seconds. */
  until<T>(what: string, virtualSeconds: number, look: () => Promise<T | undefined | false>): Promise<T>;
  /** Virtual seconds pass. */
  pass(virtualSeconds: number): Promise<void>;
  /** Numbers in [0, 1), the same for the same seed. */
  random(): number;
  /** A name of this run's own. */
  unique(prefix: string): string;
}

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON; bytes as they are. */
  body?: unknown;
  headers?: Record<string, string>;
  timeoutMs?: number;
  signal?: AbortSignal;
}

export interface Answer<Body = Record<string, unknown>> {
  /** 0: there was none. */
  status: number;
  body: Body;
  headers: Headers;
  /** Real milliseconds until the last byte of the answer. */
  tookMs: number;
}
