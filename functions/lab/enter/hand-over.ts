import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { eventbridge } from '../../shared/clients/eventbridge.ts';
import { lambda, patientLambda } from '../../shared/clients/lambda.ts';
import { sns } from '../../shared/clients/sns.ts';
import { sqs } from '../../shared/clients/sqs.ts';
import type { HandOver, Message } from '../message.ts';

/** Makes the call; answers the id that the message has from there on. */
export async function handOver(way: HandOver, message: Message): Promise<string | undefined> {
  const body = JSON.stringify(message);
  // the message's own: a producer that sends it again sends the same one, which a FIFO queue drops for five minutes
  const fifo = { MessageGroupId: message.group ?? message.id, MessageDeduplicationId: message.id };
  switch (way.call) {
    case 'invoke': {
      const answer = await patientLambda.send(new InvokeCommand({ FunctionName: way.functionName, Payload: body }));
      if (answer.FunctionError)
        throw new Error(
          `The consumer failed: ${Buffer.from(answer.Payload ?? [])
            .toString()
            .slice(0, 300)}`,
        );
      return undefined;
    }
    case 'invoke-event': {
      const command = new InvokeCommand({ FunctionName: way.functionName, InvocationType: 'Event', Payload: body });
      return (await lambda.send(command)).$metadata.requestId;
    }
    case 'publish':
      return (await sns.send(new PublishCommand({ TopicArn: way.topicArn, Message: body, ...(way.fifo ? fifo : {}) }))).MessageId;
    case 'send': {
      const more = way.fifo ? fifo : way.delayS ? { DelaySeconds: way.delayS } : {};
      return (await sqs.send(new SendMessageCommand({ QueueUrl: way.queueUrl, MessageBody: body, ...more }))).MessageId;
    }
    case 'put-events': {
      const Entries = [{ EventBusName: way.busName, Source: 'pushpull.lab', DetailType: 'Message', Detail: body }];
      const [entry] = (await eventbridge.send(new PutEventsCommand({ Entries }))).Entries ?? [];
      if (!entry?.EventId) throw new Error(`EventBridge did not take the event: ${entry?.ErrorCode} ${entry?.ErrorMessage}`);
      return entry.EventId;
    }
    default:
      throw new Error(`The entrance knows no call ${JSON.stringify((way satisfies never as { call?: unknown }).call)}`);
  }
}
