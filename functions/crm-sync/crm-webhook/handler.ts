import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import { secretsManager } from '../../shared/clients/secrets-manager.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logHop } from '../../shared/logger.ts';
import { type HttpEvent, type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { cachedKeys } from '../../shared/webhook-keys.ts';
import { queueChanges } from '../change-queue.ts';
import { receiveCrmEvent } from './core.ts';

const SecretId = requiredEnv('CRM_WEBHOOK_SECRET_ARN');
/** A JSON object, each value of which is active. */
const secrets = cachedKeys(async () => {
  const { SecretString = '{}' } = await secretsManager.send(new GetSecretValueCommand({ SecretId }));
  return Object.values(JSON.parse(SecretString) as Record<string, string>);
});
// read while the environment starts, so that not even the first request waits for it; a failure is found again by that request
secrets.active().catch(() => undefined);

/** POST by the CRM: 202 once the event is queued. */
export const handler = middy<HttpEvent, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .handler(async ({ headers, body = '', isBase64Encoded }) => {
    const request = {
      body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
      timestamp: headers['crm-timestamp'],
      signature: headers['crm-signature'],
    };
    return json(202, await receiveCrmEvent(request, { secrets, queue: queueChanges, log: logHop, now: Date.now }));
  });
