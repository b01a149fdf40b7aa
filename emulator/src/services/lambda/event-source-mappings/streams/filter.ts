import { compilePattern } from '../../../../patterns/pattern.ts';
import { invalid } from '../../errors.ts';
import type { StreamEventRecord } from './stream-event.ts';

/**
 * Says which records a mapping's filters let through: those that match one of them; all, if there is none. Patterns reach into the
 * images, where numbers are text. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
 */
export function compileStreamFilters(patterns: string[]): (record: StreamEventRecord) => boolean {
  const tests = patterns.map((text) => {
    try {
      return compilePattern(text);
    } catch {
      throw invalid('Invalid filter pattern definition.');
    }
  });
  return (record) => tests.length === 0 || tests.some((test) => test(record));
}
