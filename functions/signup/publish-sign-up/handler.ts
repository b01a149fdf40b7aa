import { PublishCommand } from '@aws-sdk/client-sns';
import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { sns } from '../../shared/clients/sns.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logger, logHop } from '../../shared/logger.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { publishSignUps } from './core.ts';

const TopicArn = requiredEnv('USER_SIGNED_UP_TOPIC_ARN');

/** The outbox: fed by the stream of the table Accounts, new accounts of the durable design. */
export const handler = middy<DynamoDBStreamEvent>()
  .use(logging())
  .handler((event: DynamoDBStreamEvent) =>
    publishSignUps(event.Records, {
      async publish(message) {
        const type = { DataType: 'String', StringValue: message.type };
        await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(message), MessageAttributes: { type } }));
        logHop('published', message.accountId);
      },
      failed: (error, record) => logger.error('record failed', { error, eventID: record.eventID }),
    }),
  );
