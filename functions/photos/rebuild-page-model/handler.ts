import { randomUUID } from 'node:crypto';
import { ResourceAlreadyExistsException, StartReplayCommand } from '@aws-sdk/client-eventbridge';
import middy from '@middy/core';
import { eventbridge } from '../../shared/clients/eventbridge.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { forgetAll } from '../page-model-store.ts';
import { rebuildPageModel } from './core.ts';

/** Before the first change that can be in the archive. */
const BEGINNING = new Date('2020-01-01T00:00:00Z');

/**
 * To the page's own rule alone: nobody else on the bus has asked for the past.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html
 */
async function startReplay(): Promise<string> {
  const ReplayName = `page-model-${randomUUID()}`;
  const begun = eventbridge.send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: requiredEnv('CHANGES_ARCHIVE_ARN'),
      EventStartTime: BEGINNING,
      EventEndTime: new Date(),
      Destination: { Arn: requiredEnv('CHANGES_BUS_ARN'), FilterArns: [requiredEnv('PAGE_MODEL_RULE_ARN')] },
    }),
  );
  // the client repeats what is answered late, and is told that this name, which nobody else has, is taken: it has begun
  await begun.catch((error) => {
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
  });
  return ReplayName;
}

/** Invoked by an operator: {forget?}. */
export const handler = middy()
  .use(logging())
  .handler((event: unknown) => rebuildPageModel(event, { forgetAll, startReplay }));
