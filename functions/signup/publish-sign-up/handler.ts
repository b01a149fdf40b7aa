import { PublishCommand } from '@aws-sdk/client-sns';
import { sns } from '../../shared/clients/sns.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logHop } from '../../shared/logger.ts';
import { outboxHandler } from '../../shared/outbox/outbox-handler.ts';
import { signUpOf } from './core.ts';

const TopicArn = requiredEnv('USER_SIGNED_UP_TOPIC_ARN');

/** The outbox: fed by the stream of the table Accounts, new accounts of the durable design. */
export const handler = outboxHandler({
  messageOf: signUpOf,
  async publish(message) {
    const type = { DataType: 'String', StringValue: message.type };
    await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(message), MessageAttributes: { type } }));
    logHop('published', message.accountId);
  },
});
