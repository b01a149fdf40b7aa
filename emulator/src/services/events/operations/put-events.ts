import type { PutEventsCommandInput, PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { authorize, checkEntries, putEntry } from '../put-entry.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const putEvents: Operation<PutEventsCommandInput, PutEventsCommandOutput> = ({ Entries: entries, EndpointId }, context) => {
  if (EndpointId) throw unsupported('events', 'PutEvents to a global endpoint');
  checkEntries(entries);
  authorize(entries, context);
  const Entries = entries.map((entry) => putEntry(entry, context));
  return { FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries };
};
