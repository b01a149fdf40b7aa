import { DescribeEventBusCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { EXIT, UserError } from '../../errors.ts';
import type { Destination } from './arn.ts';
import type { RegionClients } from './clients.ts';
import { queueUrl } from './send.ts';

/** Throws UserError when there is no such thing to send to. Whoever may send and not look gets no answer here, and is told by sending. */
export async function needThere(to: Destination, clients: RegionClients): Promise<void> {
  try {
    await look(to, clients);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (/NotFound/.test((error as Error).name))
      throw new UserError(`There is no ${to.kind} ${to.arn}: ${(error as Error).message}`, EXIT.failed);
  }
}

function look(to: Destination, { lambda, sns, eventbridge, ...others }: RegionClients): Promise<unknown> {
  if (to.kind === 'topic') return sns.send(new GetTopicAttributesCommand({ TopicArn: to.arn }));
  if (to.kind === 'function') return lambda.send(new GetFunctionConfigurationCommand({ FunctionName: to.arn }));
  if (to.kind === 'bus') return eventbridge.send(new DescribeEventBusCommand({ Name: to.arn }));
  return queueUrl(others, to);
}
