import type { CallOptions, Stack } from '../../service.ts';
import type { EventRecord } from '../store.ts';

/**
 * Sends an event of a stack to the topics that the stack names. A topic that is gone does not hold the stack up.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html (NotificationARNs)
 */
export function notify(stack: Stack, topics: string[], event: EventRecord, caller: CallOptions): void {
  if (topics.length === 0) return;
  const lines = {
    StackId: event.stackId,
    Timestamp: new Date(event.time).toISOString(),
    EventId: event.id,
    LogicalResourceId: event.logicalId,
    Namespace: caller.account,
    PhysicalResourceId: event.physicalId,
    ResourceProperties: event.properties ?? 'null',
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason ?? '',
    ResourceType: event.type,
    StackName: event.stackName,
    ClientRequestToken: event.clientRequestToken ?? 'null',
  };
  const Message = Object.entries(lines)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');
  for (const TopicArn of topics) {
    stack.call('sns', 'Publish', { TopicArn, Subject: 'AWS CloudFormation Notification', Message }, caller).catch(() => {});
  }
}
