import { GetQueueAttributesCommand, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { counted } from './counted.ts';
import type { Lab } from './lab.ts';
import { operatorOf } from './operator.ts';

/** Virtual seconds between two looks of the operator, who looks more often where they are real. */
const roundS = ({ target: { timeScale } }: Lab) => (timeScale === 1 ? 15 : 60);

/**
 * Waits for `look` as `lab.until` does, and plays the operator meanwhile: what has ended among the dead letters of these queues is sent to
 * them again, once a minute (virtual). Answers what was found, and how many dead letters there were.
 */
export async function untilRedriven<T>(
  lab: Lab,
  queueUrls: string[],
  what: string,
  virtualSeconds: number,
  look: () => Promise<T | undefined | false>,
): Promise<{ found: T; redriven: number }> {
  let redriven = 0;
  let next = performance.now() + (roundS(lab) * 1000) / lab.target.timeScale;
  const found = await lab.until(what, virtualSeconds, async () => {
    if (performance.now() > next) {
      for (const url of queueUrls) redriven += await redrive(lab, url);
      next = performance.now() + (roundS(lab) * 1000) / lab.target.timeScale;
    }
    return look();
  });
  if (redriven > 0) lab.say(`${counted(redriven, 'message', 'messages')} ended as dead letters; the operator sends them again (redrive)`);
  return { found, redriven };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html */
async function redrive(lab: Lab, queueUrl: string): Promise<number> {
  const dead = await deadLettersIn(lab, queueUrl);
  if (dead > 0) await operatorOf(lab).sqs.send(new StartMessageMoveTaskCommand({ SourceArn: await deadLettersOf(lab, queueUrl) }));
  return dead;
}

/** How many dead letters of this queue there are. */
export async function deadLettersIn(lab: Lab, queueUrl: string): Promise<number> {
  const [, , , , account, name] = (await deadLettersOf(lab, queueUrl)).split(':');
  return waitingIn(lab, queueUrl.replace(/[^/]+\/[^/]+$/, `${account}/${name}`));
}

async function deadLettersOf(lab: Lab, QueueUrl: string): Promise<string> {
  const { Attributes } = await operatorOf(lab).sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }));
  return (JSON.parse(Attributes?.RedrivePolicy ?? '{}') as { deadLetterTargetArn: string }).deadLetterTargetArn;
}

/** How many messages wait in a queue. */
export async function waitingIn(lab: Lab, QueueUrl: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages'] as const;
  const { Attributes } = await operatorOf(lab).sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }));
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}

/** Whether nothing waits in a queue and nothing of it is being worked on. */
export async function isIdle(lab: Lab, QueueUrl: string): Promise<boolean> {
  const { Attributes = {} } = await operatorOf(lab).sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] }),
  );
  return Object.values(Attributes).every((count) => Number(count) === 0);
}
