import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Emulator, startEmulator } from 'pushpull-emulator';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { dynamodbStores } from '../third-party/shared/dynamodb-store.ts';
import type { Entry } from '../third-party/shared/store.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  vi.stubEnv('AWS_ENDPOINT_URL', emulator.endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  await new DynamoDBClient().send(
    new CreateTableCommand({
      TableName: 'ThirdParties',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator?.stop();
});

it("the third parties' table loses no change of an entry when many come at once, and changes nothing that is gone", async () => {
  const store = dynamodbStores('ThirdParties')<Entry & { notes: number[] }>('payment');
  await store.add({ id: 'e1', receivedAt: 1.25, notes: [] });
  const notes = Array.from({ length: 8 }, (_, n) => n);
  await Promise.all(notes.map((n) => store.update('e1', (kept) => ({ ...kept, notes: [...kept.notes, n] }))));
  expect((await store.find('e1'))?.notes.toSorted()).toEqual(notes);
  expect(await store.update('e2', (kept) => kept)).toBeUndefined();
  expect(await store.find('e2')).toBeUndefined();
});
