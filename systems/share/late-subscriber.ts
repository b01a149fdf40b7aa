import { SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Lab } from '../lab/lab.ts';
import { operatorOf } from '../lab/operator.ts';

export interface LateSubscriber {
  /** The shares it has heard of, once there are that many or nothing comes any more. */
  heard(atLeast: number): Promise<Set<string>>;
  leave(): Promise<void>;
}

/** What a new team does: a queue of its own, allowed to be written to by the topic, and a subscription. It asks Photos for nothing. */
export async function addLateSubscriber(lab: Lab): Promise<LateSubscriber> {
  const { sqs, sns } = operatorOf(lab);
  const TopicArn = lab.output('PhotoSharedTopicArn');
  const QueueName = lab.unique('LateSubscriber');
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '3600' } }));
  const Endpoint = TopicArn.replace(':sns:', ':sqs:').replace(/[^:]+$/, QueueName);
  const statement = {
    ...{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: Endpoint },
    Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const subscribe = new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } });
  const { SubscriptionArn } = await sns.send(subscribe);
  const ids = new Set<string>();
  return {
    async heard(atLeast) {
      await lab
        .until('the late subscriber has heard what it could', Math.max(60, 10 * lab.target.timeScale), async () => {
          const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
          for (const { Body = '{}' } of Messages) ids.add(String((JSON.parse(Body) as { shareId?: string }).shareId));
          return Messages.length === 0 && ids.size >= atLeast;
        })
        .catch(() => lab.signal.throwIfAborted());
      return ids;
    },
    async leave() {
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}
