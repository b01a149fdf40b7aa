import type { TestEventPatternCommandInput, TestEventPatternCommandOutput } from '@aws-sdk/client-eventbridge';
import { isObject } from '../../../patterns/pattern.ts';
import type { Operation } from '../../service.ts';
import { validation } from '../errors.ts';
import { checkPattern } from '../pattern.ts';

/** What an event has to have to be one. */
const REQUIRED = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
export const testEventPattern: Operation<TestEventPatternCommandInput, TestEventPatternCommandOutput> = ({
  EventPattern = '',
  Event = '',
}) => {
  const test = checkPattern(EventPattern);
  let event: unknown;
  try {
    event = JSON.parse(Event);
  } catch {
    throw validation('Parameter Event is not valid.');
  }
  if (!isObject(event) || REQUIRED.some((name) => !Object.hasOwn(event, name))) throw validation('Parameter Event is not valid.');
  return { Result: test(event) };
};
