import type { InputTransformer } from '@aws-sdk/client-eventbridge';
import { type BusEvent, eventTime } from './event.ts';
import { select } from './input-path.ts';
import type { Rule } from './store.ts';

const PLACEHOLDER = /<([^<>\s]+)>/g;

/** Variables that every template knows. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
const PREDEFINED = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
];

/** The first placeholder of a template that nothing defines. */
export const unknownPlaceholder = ({ InputTemplate = '', InputPathsMap = {} }: InputTransformer): string | undefined =>
  [...InputTemplate.matchAll(PLACEHOLDER)]
    .map(([, name]) => name as string)
    .find((name) => !PREDEFINED.includes(name) && !Object.hasOwn(InputPathsMap, name));

/** Fills a template in. A placeholder that stands in quotes gives bare text, any other gives JSON; what a path does not find is empty. */
export function transform({ InputTemplate = '', InputPathsMap = {} }: InputTransformer, rule: Rule, event: BusEvent, at: number): string {
  const { detail: _, 'detail-type': detailType, ...head } = event;
  const values: Record<string, unknown> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': eventTime(at),
    'aws.events.event': { ...head, detailType },
    'aws.events.event.json': event,
  };
  const quoted = quotes(InputTemplate);
  return InputTemplate.replace(PLACEHOLDER, (_whole, name: string, offset: number) => {
    const path = InputPathsMap[name];
    const value = (PREDEFINED.includes(name) ? values[name] : path === undefined ? undefined : select(path, event)) ?? '';
    return quoted(offset) ? bare(value) : JSON.stringify(value);
  });
}

/** Within quotes objects and arrays lose theirs, as AWS has it; a string stays one. */
function bare(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  return JSON.stringify(value).replaceAll('"', '');
}

/** Says of an offset whether it stands between quotes. */
function quotes(template: string): (offset: number) => boolean {
  const marks = [...template.matchAll(/\\.|"/gs)].filter(([mark]) => mark === '"').map(({ index }) => index);
  return (offset) => marks.filter((mark) => mark < offset).length % 2 === 1;
}
