import { compilePattern, PatternError, type Test } from '../../patterns/pattern.ts';
import type { Stack } from '../service.ts';
import { constraint, invalidPattern } from './errors.ts';

const LONGEST = 4096;

/** Refuses what is no event pattern, for EventBridge's reasons. */
export function checkPattern(pattern: string): Test {
  if (pattern.length > LONGEST) throw constraint(pattern, 'eventPattern', `Member must have length less than or equal to ${LONGEST}`);
  try {
    return compilePattern(pattern);
  } catch (error) {
    if (error instanceof PatternError) throw invalidPattern(error.message);
    throw error;
  }
}

/** Whether a rule's or an archive's pattern lets an event through. Patterns are compiled once and forgotten when they change. */
export function matches(stack: Stack, { arn, pattern }: { arn: string; pattern?: string | undefined }, event: object): boolean {
  if (pattern === undefined) return false;
  const compiled = stack.singleton('events.patterns', () => new Map<string, { pattern: string; test: Test }>());
  let known = compiled.get(arn);
  if (known?.pattern !== pattern) {
    known = { pattern, test: checkPattern(pattern) };
    compiled.set(arn, known);
  }
  return known.test(event);
}
