import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { operatorOf } from '../lab/operator.ts';
import { untilRedriven } from '../lab/redrive.ts';
import { mailsByShare, statusOf } from './shares.ts';

/** Outputs of what an operator watches in a variant. */
export interface Ends {
  /** Queues whose dead letters are moved back. */
  queues?: string[];
  /** Failure destinations of functions that are invoked asynchronously. */
  invocations?: string;
}

/** Real seconds that are always granted: a process that was killed leaves its share locked for the ten seconds that its function had. */
const PATIENCE_S = 60;

const FINAL = ['delivered', 'sent', 'failed'];

/** Waits until Photos knows what became of each share, an operator at work meanwhile; answers the statuses, by share. */
export async function settle(lab: Lab, shares: { shareId: string }[], ends: Ends): Promise<Map<string, string>> {
  const statuses = new Map(shares.map(({ shareId }) => [shareId, 'requested']));
  await untilDone(lab, ends, 'every share is sent or has failed', async () => {
    for (const [shareId, status] of statuses) if (!FINAL.includes(status)) statuses.set(shareId, await statusOf(lab, shareId));
    const settled = [...statuses.values()].filter((status) => FINAL.includes(status)).length;
    lab.progress(`${settled} of ${shares.length} settled`);
    return settled === shares.length;
  });
  return statuses;
}

/** The same where Photos is never told: looks into the recipients' inboxes instead. */
export async function untilMailed(lab: Lab, shares: { shareId: string }[], ends: Ends): Promise<void> {
  await untilDone(lab, ends, 'every share has its mail', async () => {
    const mails = await mailsByShare(lab);
    return shares.every(({ shareId }) => mails.has(shareId));
  });
}

async function untilDone(lab: Lab, { queues = [], invocations }: Ends, what: string, look: () => Promise<boolean>): Promise<void> {
  const patience = Math.max(600, PATIENCE_S * lab.target.timeScale);
  let again = 0;
  const urls = queues.map((name) => lab.output(name));
  // what does not come in the end is a promise that isn't kept, and is counted there
  await untilRedriven(lab, urls, what, patience, async () => {
    if (invocations) again += await invokeAgain(lab, lab.output(invocations));
    return look();
  }).catch(() => lab.signal.throwIfAborted());
  if (again > 0)
    lab.say(`${counted(again, 'event was', 'events were')} given up after Lambda's two retries; the operator invokes the function again`);
}

/** What a failure destination gets holds the event, and whose it was. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
async function invokeAgain(lab: Lab, QueueUrl: string): Promise<number> {
  const { sqs, lambda } = operatorOf(lab);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }));
  for (const { Body = '', ReceiptHandle } of Messages) {
    const { requestContext, requestPayload } = JSON.parse(Body) as { requestContext: { functionArn: string }; requestPayload: unknown };
    const FunctionName = requestContext.functionArn.replace(/:\$LATEST$/, '');
    await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(requestPayload) }));
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
  return Messages.length;
}
