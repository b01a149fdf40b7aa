import middy from '@middy/core';
import * as z from 'zod';
import { requiredEnv } from '../../shared/env.ts';
import { HttpError } from '../../shared/errors.ts';
import { type HttpEvent, type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import { messageSchema } from '../message.ts';
import { consume } from './core.ts';
import { arrive, deps } from './deps.ts';

const topicArn = requiredEnv('TOPIC_ARN');

/** https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html */
const notificationSchema = z.object({
  Type: z.enum(['SubscriptionConfirmation', 'Notification']),
  TopicArn: z.literal(topicArn),
  Message: z.string(),
  SubscribeURL: z.url().optional(),
});

/**
 * A webhook: SNS posts each message to this function's URL. The URL is nobody's but the lab's, for the time of a run, and takes only what
 * names its own topic; a subscription is confirmed where AWS's API is, and nowhere else.
 */
export const handler = middy<WithInput<z.infer<typeof notificationSchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use({ before: ({ event }) => void arrivals.set(event, arrive(1)) })
  .use(validateBody(notificationSchema))
  .handler(async (event) => {
    const { Type, Message, SubscribeURL } = event.input;
    if (Type === 'SubscriptionConfirmation') {
      await confirm(SubscribeURL);
      return json(200, { confirmed: true });
    }
    await consume(messageSchema.parse(JSON.parse(Message)), arrivals.get(event) ?? arrive(1), deps);
    return json(200, { handled: true });
  });

/** What was stamped before anything else. */
const arrivals = new WeakMap<HttpEvent, ReturnType<typeof arrive>>();

async function confirm(url: string | undefined): Promise<void> {
  const { hostname } = new URL(url ?? '');
  if (!isOwnStack(new URL(url ?? '')) && !/^sns\.[a-z0-9-]+\.amazonaws\.com$/.test(hostname))
    throw new HttpError(400, 'NOT_SNS', 'The subscription is to be confirmed somewhere that is not SNS.');
  const answer = await fetch(url ?? '', { signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new HttpError(502, 'NOT_CONFIRMED', `SNS answered ${answer.status} to the confirmation.`);
}

/** The stack that this function runs on, where that is no AWS: it may call itself by another name of this machine. */
function isOwnStack({ host, hostname, port }: URL): boolean {
  if (!process.env.AWS_ENDPOINT_URL) return false;
  const own = new URL(process.env.AWS_ENDPOINT_URL);
  return own.host === host || (own.port === port && [own.hostname, hostname].every((name) => LOOPBACK.test(name)));
}

const LOOPBACK = /^(127(\.\d+){3}|\[::1\]|localhost|[\w.-]+\.localhost|([\w-]+\.)*localhost\.localstack\.cloud)$/;
