import { DIFFERENCES, type Difference } from './differences.ts';
import type { Result } from './run.ts';

/** What a result says against the declared differences of a target; `undefined` if it is as declared. */
export function complaint(
  { id, status, message }: Pick<Result, 'id' | 'status' | 'message'>,
  target: string,
  differences: readonly Difference[] = DIFFERENCES,
): string | undefined {
  const declared = differences.find((one) => one.case === id && one.target === target);
  if (status === 'differs' && !declared) return `${id} differs on ${target}: ${message}`;
  if (status === 'pass' && declared && !declared.sometimes)
    return `${id} passes on ${target} now: remove its line from conformance/differences.ts`;
  return undefined;
}
