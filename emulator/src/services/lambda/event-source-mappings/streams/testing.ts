import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Emulator, startEmulator } from '../../../../emulator.ts';
import type { Stack } from '../../../service.ts';
import type { Fleet } from '../fleet.ts';
import type { MappingRecord } from '../record.ts';
import { startStreamFleet } from './fleet.ts';
import type { StreamSettings } from './settings.ts';
import type { StreamEventRecord } from './stream-event.ts';

const account = '000000000000';
const TableName = 'photos';

/** A stack of frozen time with a table and its stream, and mappings whose function is one of ours in Lambda's place; for tests. */
export async function startStreamMappings() {
  const emulator: Emulator = await startEmulator({ port: 0, frozen: true });
  const settings = { endpoint: emulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: account, secretAccessKey: 'x' } };
  const document = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  const fleets: Fleet[] = [];

  async function makeTable(): Promise<string> {
    const { TableDescription } = await document.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      }),
    );
    return TableDescription?.LatestStreamArn ?? '';
  }

  /** Starts a mapping; `batches` fills with what the function gets, `n` of each record. */
  async function start(
    streamArn: string,
    handler: (records: StreamEventRecord[]) => unknown,
    { stream, ...more }: Partial<Omit<MappingRecord, 'stream'>> & { stream?: Partial<StreamSettings> } = {},
  ) {
    const batches: number[][] = [];
    const call = async (service: string, operation: string, input: { Payload: Uint8Array }, caller: object) => {
      if (service !== 'lambda')
        return emulator.stack.call(service as 'sqs', operation, input, caller as { account: string; region: string });
      const { Records } = JSON.parse(Buffer.from(input.Payload).toString()) as { Records: StreamEventRecord[] };
      batches.push(Records.map(nOf));
      const answer = await handler(Records);
      if (answer instanceof Error)
        return { StatusCode: 200, FunctionError: 'Unhandled', Payload: Buffer.from(JSON.stringify({ errorMessage: answer.message })) };
      return { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: Buffer.from(JSON.stringify(answer ?? null)) };
    };
    const record: MappingRecord = {
      id: 'mapping',
      account,
      region: 'us-east-1',
      sourceArn: streamArn,
      functionArn: `arn:aws:lambda:us-east-1:${account}:function:handler`,
      enabled: true,
      state: 'Enabled',
      modified: 0,
      batchSize: 100,
      windowSeconds: 0,
      filters: [],
      partialResponses: false,
      tags: {},
      ...more,
      stream: {
        startingPosition: 'TRIM_HORIZON',
        parallelizationFactor: 1,
        bisect: false,
        maximumRetryAttempts: -1,
        maximumRecordAge: -1,
        ...stream,
      },
    };
    const stack = new Proxy(emulator.stack, { get: (target, key) => (key === 'call' ? call : Reflect.get(target, key)) }) as Stack;
    const problems: (string | undefined)[] = [];
    const fleet = await startStreamFleet(record, stack, (problem) => problems.push(problem));
    fleets.push(fleet);
    await emulator.clock.advance(0);
    return { batches, problems, fleet };
  }

  return {
    emulator,
    settings,
    makeTable,
    start,
    put: (id: string, n: number, more: object = {}) => document.send(new PutCommand({ TableName, Item: { id, n, ...more } })),
    remove: (id: string) => document.send(new DeleteCommand({ TableName, Key: { id } })),
    /** Lets time pass in steps of a poll, so that what a step sets off over HTTP or in-process is done before the next. */
    async pass(ms: number) {
      for (let left = ms; left > 0; left -= 250) await emulator.clock.advance(Math.min(250, left));
    },
    async stop() {
      for (const fleet of fleets) fleet.drop();
      document.destroy();
      await emulator.stop();
    },
  };
}

/** The number that a test wrote. */
export function nOf({ dynamodb: { NewImage, OldImage } }: StreamEventRecord): number {
  const { n } = (NewImage ?? OldImage ?? {}) as { n?: { N: string } };
  return Number(n?.N);
}
