import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Lab } from '../lab/lab.ts';

/** A photo book that a client wants printed. */
export interface Wanted {
  jobId: string;
  ms: number;
}

/** What a client sees of a job that is over. */
export interface Outcome {
  jobId: string;
  status: string;
  doneAt: number;
  attempts: number;
}

/** How one client waited for one job. */
export interface Waited {
  outcome: Outcome;
  /** Real milliseconds since 1970, by the client's clock. */
  knownAt: number;
  /** It sent, and had to send again when there was no answer. */
  requests: number;
}

/** One client's requests, counted, and sent again where there was no answer or one that says "later". */
export class Client {
  requests = 0;
  readonly lab: Lab;
  /** The client leaves when it ends: its connection is cut, whatever is going on. */
  readonly leaves: AbortSignal | undefined;

  constructor(lab: Lab, leaves?: AbortSignal) {
    this.lab = lab;
    this.leaves = leaves;
  }

  get(output: string, query: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.insist(() => this.lab.ask(`${this.lab.output(output)}?${new URLSearchParams(query)}`, { headers, ...this.until }));
  }

  /** The same id each time: whichever of these requests gets through first, there is one job. */
  post(output: string, { jobId, ms }: Wanted, more: Record<string, string> = {}): Promise<Answer> {
    const body = { version: 1, jobId, ms, ...more };
    return this.insist(() => this.lab.ask(this.lab.output(output), { method: 'POST', body, ...this.until }));
  }

  pause = (ms: number) => sleep(ms, undefined, { signal: this.leaves ?? this.lab.signal });

  waited = (outcome: unknown): Waited => ({ outcome: outcome as Outcome, knownAt: Date.now(), requests: this.requests });

  private get until() {
    return this.leaves ? { signal: this.leaves } : {};
  }

  /** For as long as an outage of the run may last, and some. */
  private insist(send: () => Promise<Answer>): Promise<Answer> {
    return this.lab.until('an answer that is not "later"', this.lab.options.downSeconds + 240, async () => {
      this.leaves?.throwIfAborted();
      this.requests++;
      const answer = await send();
      this.leaves?.throwIfAborted();
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
        throw new Error(`Refused with ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.status >= 200 && answer.status < 300 && answer;
    });
  }
}
