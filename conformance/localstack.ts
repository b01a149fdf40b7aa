import { startLocalStack } from '../localstack/start.ts';
import { clientsOf, type Target } from './clients.ts';

/** Its first wait before an asynchronous invocation is tried again, in seconds; AWS's and its own is 60. */
const RETRY_BASE_SECONDS = 2;

/**
 * Its mappings poll once a second and back off to 10 s when a queue was empty; several cases wait for that more than once, and all for a
 * machine that may be busy.
 */
export const LOCALSTACK_PATIENCE_MS = 120_000;

/** LocalStack loads a service when it is first asked something, which takes a busy machine half a minute: time of no case. */
async function loadServices(target: Target) {
  const { cloudformation, dynamodb, dynamodbStreams, events, iam, lambda, logs, s3, sns, sqs, sts, destroy } = clientsOf(target);
  try {
    await sts.getCallerIdentity({});
    await iam.listRoles({});
    await s3.listBuckets({});
    await sqs.listQueues({});
    await sns.listTopics({});
    await logs.describeLogGroups({});
    await lambda.listFunctions({});
    await dynamodb.listTables({});
    await dynamodbStreams.listStreams({});
    await cloudformation.describeStacks({});
    await events.listEventBuses({});
  } finally {
    destroy();
  }
}

/** The real LocalStack as a target, its services loaded, with one setting of it changed: the minutes between retries are seconds. */
export async function startRealLocalStack(options: { onProgress?(line: string): void } = {}) {
  const running = await startLocalStack({
    ...options,
    environment: { LAMBDA_RETRY_BASE_DELAY: String(RETRY_BASE_SECONDS) },
  });
  const target: Target = {
    name: 'localstack',
    endpoint: running.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' },
    timeScale: 60 / RETRY_BASE_SECONDS,
  };
  try {
    await loadServices(target);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { target, version: running.version, stop: running.stop };
}
