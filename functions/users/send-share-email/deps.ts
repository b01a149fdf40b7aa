import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { PublishCommand } from '@aws-sdk/client-sns';
import type { Context } from 'aws-lambda';
import { dynamodb } from '../../shared/clients/dynamodb.ts';
import { sns } from '../../shared/clients/sns.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logHop } from '../../shared/logger.ts';
import type { DeliveryOutcome, ShareRequest } from '../../shared/messages.ts';
import type { SendShareEmailDeps } from './core.ts';
import { postMail } from './email-api.ts';

const emailApiUrl = requiredEnv('EMAIL_API_URL');
const topicArn = requiredEnv('SHARE_DELIVERIES_TOPIC_ARN');
const persistenceStore = new DynamoDBPersistenceLayer({ tableName: requiredEnv('DELIVERIES_TABLE_NAME'), awsSdkV3Client: dynamodb });

/** A day: longer than any ladder here goes on, so that the last retry still finds the first one's outcome. */
const config = new IdempotencyConfig({
  eventKeyJmesPath: 'shareId',
  throwOnNoIdempotencyKey: true,
  expiresAfterSeconds: 24 * 3600,
  responseHook: (outcome) => ({ ...(outcome as DeliveryOutcome), duplicate: true }),
});

/**
 * One record a share in the deliveries table: in progress, then its outcome. The key prefix is ours because the
 * default holds the function's name, and a share may come by two of the three functions.
 * https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/
 */
const runOnce = makeIdempotent((_request: ShareRequest, work: () => Promise<DeliveryOutcome>) => work(), {
  persistenceStore,
  config,
  keyPrefix: 'share-email',
  dataIndexArgument: 0,
});

/** The world of the core; the context tells when an attempt that never ended may be taken over: a worker outside Lambda brings its own. */
export function realDeps(context: Pick<Context, 'getRemainingTimeInMillis'>): SendShareEmailDeps {
  config.registerLambdaContext(context as Context);
  const { EMAIL_CALLBACK_URL } = process.env;
  return {
    ...(EMAIL_CALLBACK_URL ? { callbackUrl: EMAIL_CALLBACK_URL } : {}),
    fetchThumbnail,
    sendMail: (mail, key) => postMail(emailApiUrl, mail, key),
    once: (request, work) => runOnce(request, work),
    publish: async (outcome) => {
      await sns.send(new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(outcome) }));
    },
    log: logHop,
    now: Date.now,
  };
}

async function fetchThumbnail(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`The thumbnail's link answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
