import { randomUUID } from 'node:crypto';
import type { PutEventsRequestEntry, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { isObject } from '../../patterns/pattern.ts';
import { AwsError } from '../errors.ts';
import type { Context } from '../service.ts';
import { accept } from './accept.ts';
import { constraint, validation } from './errors.ts';
import { entrySize, eventTime } from './event.ts';
import { busArnOf, findBus } from './find.ts';
import { allowsPut } from './policy.ts';

const MOST_ENTRIES = 10;
/** All entries of a request together; 256 KB until early 2026. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const MAX_SIZE = 1_048_576;

/** What fails a whole request. */
export function checkEntries(entries: PutEventsRequestEntry[] | undefined): asserts entries is PutEventsRequestEntry[] {
  if (!entries?.length) throw constraint('[]', 'entries', 'Member must have length greater than or equal to 1');
  if (entries.length > MOST_ENTRIES)
    throw constraint(`[${entries.length} entries]`, 'entries', `Member must have length less than or equal to ${MOST_ENTRIES}`);
  if (entries.reduce((sum, entry) => sum + entrySize(entry), 0) > MAX_SIZE)
    throw validation('Total size of the entries in the request is over the limit.');
}

/** Refuses the request where one of its buses does not let the caller put events. */
export function authorize(entries: PutEventsRequestEntry[], context: Context): void {
  for (const { EventBusName, Source: source, DetailType: detailType } of entries) {
    const bus = findBus(context.stack, busArnOf(EventBusName, context));
    if (!bus || allowsPut(bus, context, { source, detailType })) continue;
    const wanted = `User: ${context.principal} is not authorized to perform: events:PutEvents on resource: ${bus.arn}`;
    throw new AwsError('AccessDeniedException', `${wanted} because no resource-based policy allows the events:PutEvents action`);
  }
}

/** Puts one entry on its bus, or says why not. An event for a bus that isn't there is taken, and lost: AWS answers with an id. */
export function putEntry(entry: PutEventsRequestEntry, context: Context): PutEventsResultEntry {
  const { Source: source, DetailType: detailType, Detail: detail, Time, Resources = [], EventBusName } = entry;
  for (const [name, value] of [
    ['Source', source],
    ['DetailType', detailType],
    ['Detail', detail],
  ])
    if (!value) return failed('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
  const parsed = parse(detail as string);
  if (!parsed) return failed('MalformedDetail', 'Detail is malformed.');
  const service = context.principal.endsWith('.amazonaws.com');
  if (source?.startsWith('aws.') && !service) return failed('NotAuthorizedForSource', 'Not authorized for the source.');

  const { stack, account, region } = context;
  const bus = findBus(stack, busArnOf(EventBusName, context));
  const id = randomUUID();
  const traceHeader = entry.TraceHeader ?? context.traceHeader;
  if (!bus) {
    const resource = busArnOf(EventBusName, context);
    stack.events.emit({ type: 'events.failed', resource, messageId: id, traceHeader, detail: { reason: 'the event bus does not exist' } });
    return { EventId: id };
  }
  const event = {
    version: '0' as const,
    id,
    'detail-type': detailType as string,
    source: source as string,
    account,
    time: eventTime(Time?.getTime() ?? stack.clock.now()),
    region,
    resources: Resources,
    detail: parsed,
  };
  accept(stack, bus, event, { traceHeader });
  return { EventId: id };
}

const failed = (ErrorCode: string, ErrorMessage: string): PutEventsResultEntry => ({ ErrorCode, ErrorMessage });

function parse(detail: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(detail);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
