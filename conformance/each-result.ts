import type { Result } from './run.ts';

/**
 * The results of a run as they come, each to be waited for by its id. Where the run breaks off, whoever waits for one that has not come,
 * or asks for it later, is told why; `ended` never rejects, so that what was started can still be stopped.
 */
export function eachResult(ids: readonly string[], run: (onResult: (result: Result) => void) => Promise<unknown>) {
  const results = new Map(ids.map((id) => [id, Promise.withResolvers<Result>()]));
  // a rejection that nobody waits for yet (or any more) is no error of the process
  for (const { promise } of results.values()) promise.catch(() => {});
  const fail = (why: (id: string) => unknown) => {
    for (const [id, { reject }] of results) reject(why(id));
  };
  const ended = (async () => run((result) => results.get(result.id)?.resolve(result)))().then(
    () => fail((id) => new Error(`the run ended without ${id}`)),
    (error: unknown) => fail(() => new Error('the run broke off', { cause: error })),
  );
  return { ended, of: (id: string) => results.get(id)?.promise };
}
