/** How many resources are worked on at once. */
const CONCURRENCY = 16;

export interface WalkOptions {
  /** Goes on with what does not depend on what failed; otherwise nothing new starts after a failure. */
  keepGoing?: boolean;
  signal: AbortSignal;
  /** Nothing new starts once this holds. */
  cancelled?(): boolean;
}

/**
 * Runs a task for each node of a graph, as soon as all that it needs is done and as many at once as make sense.
 * Answers with what failed, and why.
 */
export async function walk(
  graph: Map<string, string[]>,
  task: (name: string) => Promise<void>,
  { keepGoing = false, signal, cancelled = () => false }: WalkOptions,
): Promise<Map<string, Error>> {
  const waiting = new Map(
    [...graph].map(([name, needed]) => [name, new Set(needed.filter((other) => graph.has(other) && other !== name))]),
  );
  const failures = new Map<string, Error>();
  const running = new Map<string, Promise<void>>();
  const start = (name: string) => {
    waiting.delete(name);
    const done = task(name)
      .then(
        () => {
          for (const needed of waiting.values()) needed.delete(name);
        },
        (error: unknown) => void failures.set(name, error instanceof Error ? error : new Error(String(error))),
      )
      .finally(() => running.delete(name));
    running.set(name, done);
  };
  for (;;) {
    if (!signal.aborted && !cancelled() && (keepGoing || failures.size === 0)) {
      for (const [name, needed] of [...waiting]) if (needed.size === 0 && running.size < CONCURRENCY) start(name);
    }
    if (running.size === 0) return failures;
    await Promise.race(running.values());
  }
}
