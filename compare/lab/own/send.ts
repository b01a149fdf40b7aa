import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { PublishCommand } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Destination } from './arn.ts';
import type { RegionClients } from './clients.ts';
import type { OwnLane } from './config.ts';
import { naming } from './naming.ts';
import { fill, type Json, type Values } from './template.ts';

/** Sends one message to what the lane names; answers the id that the service gave it. Rejects when it was not taken. */
export type Send = (values: Values, signal: AbortSignal) => Promise<string | undefined>;

/** How a lane's messages are sent: by the one call that its ARN's service has for it. */
export async function sendTo(lane: OwnLane, body: Json, clients: RegionClients): Promise<Send> {
  const { arn: to, groupId, source, detailType, wait } = lane;
  const text = (values: Values) => {
    const filled = fill(body, values);
    return typeof filled === 'string' ? filled : JSON.stringify(filled);
  };
  const attributes = (values: Values) =>
    Object.fromEntries(
      Object.entries(lane.attributes).map(([name, template]) => [
        name,
        { DataType: 'String', StringValue: String(fill(template, values)) },
      ]),
    );
  const fifo = (values: Values) => (to.fifo ? { MessageGroupId: String(fill(groupId, values)), MessageDeduplicationId: values.id } : {});
  switch (to.kind) {
    case 'queue': {
      const QueueUrl = await queueUrl(clients, to);
      return async (values, abortSignal) => {
        const command = new SendMessageCommand({
          QueueUrl,
          MessageBody: text(values),
          MessageAttributes: attributes(values),
          ...fifo(values),
        });
        return (await clients.sqs.send(command, { abortSignal })).MessageId;
      };
    }
    case 'topic':
      return async (values, abortSignal) => {
        const command = new PublishCommand({
          TopicArn: to.arn,
          Message: text(values),
          MessageAttributes: attributes(values),
          ...fifo(values),
        });
        return (await clients.sns.send(command, { abortSignal })).MessageId;
      };
    case 'function':
      return async (values, abortSignal) => {
        const command = new InvokeCommand({
          FunctionName: to.arn,
          InvocationType: wait ? 'RequestResponse' : 'Event',
          Payload: JSON.stringify(fill(body, values)),
        });
        const { FunctionError, Payload, $metadata } = await clients.lambda.send(command, { abortSignal });
        if (FunctionError)
          throw new Error(
            `the function failed: ${Buffer.from(Payload ?? [])
              .toString()
              .slice(0, 200)}`,
          );
        return $metadata.requestId;
      };
    case 'bus':
      return async (values, abortSignal) => {
        const Entries = [{ EventBusName: to.arn, Source: source, DetailType: detailType, Detail: text(values) }];
        const [entry] = (await clients.eventbridge.send(new PutEventsCommand({ Entries }), { abortSignal })).Entries ?? [];
        if (!entry?.EventId) throw new Error(`the bus did not take the event: ${entry?.ErrorCode} ${entry?.ErrorMessage}`);
        return entry.EventId;
      };
  }
}

/** Asks the queue's service, which also says whether there is one. */
export async function queueUrl({ sqs }: Pick<RegionClients, 'sqs'>, { arn, name, account }: Destination): Promise<string> {
  const command = new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account });
  const { QueueUrl } = await naming(arn, sqs.send(command));
  return QueueUrl as string;
}
