import type { _Record } from '@aws-sdk/client-dynamodb-streams';

/** A change as a function gets it. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export interface StreamEventRecord {
  eventID: string;
  eventName: string;
  eventVersion: string;
  eventSource: string;
  awsRegion: string;
  dynamodb: {
    ApproximateCreationDateTime: number;
    Keys: Record<string, unknown>;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: string;
    NewImage?: Record<string, unknown>;
    OldImage?: Record<string, unknown>;
  };
  userIdentity?: { principalId: string; type: string };
  eventSourceARN: string;
}

export function eventRecord(record: _Record, streamArn: string): StreamEventRecord {
  const { dynamodb, userIdentity, ...rest } = record;
  return {
    ...rest,
    dynamodb: { ...dynamodb, ApproximateCreationDateTime: (dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0) / 1000 },
    ...(userIdentity ? { userIdentity: { principalId: userIdentity.PrincipalId, type: userIdentity.Type } } : {}),
    eventSourceARN: streamArn,
  } as StreamEventRecord;
}

/** TypeScript's library doesn't know it yet. https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/JSON/rawJSON */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

const asFloat = (value: number) => (Number.isInteger(value) ? rawJSON(`${value}.0`) : value);

/** The payload of a batch. Times are floats, which a Python function can tell from integers: `1479499740.0`. */
export function eventPayload(records: StreamEventRecord[]): Buffer {
  const Records = records.map((record) => ({
    ...record,
    dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: asFloat(record.dynamodb.ApproximateCreationDateTime) },
  }));
  return Buffer.from(JSON.stringify({ Records }));
}

/** About what a record adds to the payload. */
export const eventSize = (record: StreamEventRecord) => Buffer.byteLength(JSON.stringify(record)) + 3;
