import { PublishCommand } from '@aws-sdk/client-sns';
import middy from '@middy/core';
import { sns } from '../../shared/clients/sns.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logHop } from '../../shared/logger.ts';
import { type HttpEvent, type HttpResult, httpErrors } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { thirdPartyFetch } from '../../shared/third-party-fetch.ts';
import { cachedKeys } from '../../shared/webhook-keys.ts';
import { type EmailCallbackDeps, emailCallback } from './core.ts';

const emailApiUrl = requiredEnv('EMAIL_API_URL').replace(/\/$/, '');
const topicArn = requiredEnv('SHARE_DELIVERIES_TOPIC_ARN');

const fetchKey = async () => {
  const response = await thirdPartyFetch(new URL(`${emailApiUrl}/callback-key`), {
    method: 'GET',
    headers: {},
    signal: AbortSignal.timeout(3_000),
  });
  if (!response.ok) throw new Error(`The email provider's key was not to be had: ${response.status}`);
  return ((await response.json()) as { publicKey: string }).publicKey;
};

const deps: EmailCallbackDeps = {
  keys: cachedKeys(async () => [await fetchKey()]),
  async publish(fact) {
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(fact) }));
  },
  log: logHop,
  now: Date.now,
};

/** POST by the email provider: what became of a mail it took. */
export const handler = middy<HttpEvent, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .handler(async ({ body = '', isBase64Encoded, headers }) => {
    const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
    await emailCallback({ body: bytes, timestamp: headers['email-timestamp'], signature: headers['email-signature'] }, deps);
    return { statusCode: 204 };
  });
