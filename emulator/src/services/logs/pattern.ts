import { AwsError, unsupported } from '../errors.ts';
import { compileJsonPattern } from './json-pattern.ts';

/**
 * Filter patterns of unstructured events: terms that must all be there, `?term` (any of them), `-term` (none), quoted phrases;
 * case matters. Of events that are JSON: see json-pattern.ts. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileFilter(pattern: string | undefined): (message: string) => boolean {
  const text = pattern?.trim() ?? '';
  if (text.startsWith('{') && text.endsWith('}')) return compileJsonPattern(text);
  if (/^[{[%]/.test(text)) throw unsupported('CloudWatch Logs', `filter patterns of columns or regular expressions: ${text}`);
  const all: string[] = [];
  const any: string[] = [];
  const none: string[] = [];
  for (const [, sign = '', quoted, bare] of text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g)) {
    const term = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '';
    (sign === '?' ? any : sign === '-' ? none : all).push(term);
  }
  if ((text.match(/(?<!\\)"/g)?.length ?? 0) % 2) throw new AwsError('InvalidParameterException', 'Invalid filter pattern');
  return (message) =>
    all.every((term) => message.includes(term)) &&
    !none.some((term) => message.includes(term)) &&
    (any.length === 0 || all.length > 0 || any.some((term) => message.includes(term)));
}
