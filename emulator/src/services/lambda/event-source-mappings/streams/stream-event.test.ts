import { expect, test } from 'vitest';
import { eventPayload, eventRecord } from './stream-event.ts';

const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/photos/stream/2026-01-01T00:00:00.000';

test('times are floats, which languages with integers can tell', () => {
  const record = eventRecord({ dynamodb: { ApproximateCreationDateTime: new Date(1_479_499_740_000), SequenceNumber: '1' } }, arn);
  expect(eventPayload([record]).toString()).toContain('"ApproximateCreationDateTime":1479499740.0,');
  expect(JSON.parse(eventPayload([record]).toString()).Records[0].dynamodb.ApproximateCreationDateTime).toBe(1_479_499_740);
});

test('who deleted an expired item is named in lower case', () => {
  const userIdentity = { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' };
  const record = eventRecord({ eventID: '1', eventName: 'REMOVE', userIdentity }, arn);
  expect(record).toMatchObject({ eventSourceARN: arn, userIdentity: { principalId: 'dynamodb.amazonaws.com', type: 'Service' } });
});
