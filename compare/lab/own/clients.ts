import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { LabClients } from '../targets/place.ts';

/** The longest that a function may make its caller wait. */
const LONGEST_CALL_MS = 16 * 60_000;
const CALL_MS = 20_000;

export interface RegionClients {
  sqs: SQSClient;
  sns: SNSClient;
  lambda: LambdaClient;
  eventbridge: EventBridgeClient;
  dynamodb: DynamoDBClient;
  logs: CloudWatchLogsClient;
}

/** Clients by region, since an ARN says its own. As many calls at once as come: a limit would be a queue of the generator's own. */
export function clientsByRegion(clients: LabClients): { of(region: string): RegionClients; stop(): void } {
  const known = new Map<string, RegionClients>();
  const make = (region: string): RegionClients => {
    const options = (requestTimeout: number) => ({
      ...{ ...clients, region, maxAttempts: 3 },
      requestHandler: {
        ...{ connectionTimeout: 5_000, requestTimeout, throwOnRequestTimeout: true, socketAcquisitionWarningTimeout: CALL_MS },
        ...{ httpAgent: { maxSockets: 2000 }, httpsAgent: { maxSockets: 2000 } },
      },
    });
    return {
      sqs: new SQSClient(options(CALL_MS)),
      sns: new SNSClient(options(CALL_MS)),
      // a call that waits and is repeated would be a second message
      lambda: new LambdaClient({ ...options(LONGEST_CALL_MS), maxAttempts: 1 }),
      eventbridge: new EventBridgeClient(options(CALL_MS)),
      dynamodb: new DynamoDBClient(options(CALL_MS)),
      logs: new CloudWatchLogsClient(options(CALL_MS)),
    };
  };
  return {
    of(region) {
      const found = known.get(region) ?? make(region);
      known.set(region, found);
      return found;
    },
    stop() {
      for (const all of known.values()) for (const client of Object.values(all)) client.destroy();
    },
  };
}
