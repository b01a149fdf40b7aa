import type { Message } from '@aws-sdk/client-sqs';
import { compilePattern } from '../../../patterns/pattern.ts';
import { invalid } from '../errors.ts';
import { sqsRecord } from './sqs-event.ts';

/**
 * Says which messages a mapping's filters let through: those that match one of them; all, if there is none. A pattern reaches into
 * a body only if both are JSON objects; a list in its place is compared with the text.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
 */
export function compileFilters(patterns: string[], queueArn: string): (message: Message) => boolean {
  if (patterns.length === 0) return () => true;
  const tests = patterns.map((text) => {
    try {
      const pattern = JSON.parse(text) as { body?: unknown };
      return { test: compilePattern(pattern), inside: pattern.body !== undefined && !Array.isArray(pattern.body) };
    } catch {
      throw invalid('Invalid filter pattern definition.');
    }
  });
  return (message) => {
    const record = sqsRecord(message, queueArn);
    const body = parsed(record.body);
    return tests.some(({ test, inside }) => (inside ? body !== undefined && test({ ...record, body }) : test(record)));
  };
}

function parsed(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
