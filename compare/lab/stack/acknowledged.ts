/** What cdk-nag finds in the lab's stacks, and why it stays: of the role of a function, of a function, of a dead-letter queue, of a lane. */
interface Acknowledgement {
  id: string;
  reason: string;
}

export const TRACES: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'xray:PutTraceSegments and PutTelemetryRecords know no resources; every other statement names its own (nag.test.ts).',
  },
];

export const RETRIED_ELSEWHERE: readonly Acknowledgement[] = [
  {
    id: 'Serverless-LambdaDLQ',
    reason: 'Where a lane is invoked asynchronously it has a failure destination, unless the experiment is about not having one.',
  },
  {
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason: 'A mapping of SQS has no failure destination (AWS refuses one): the queue has a redrive policy to its dead letters instead.',
  },
];

const isTheEnd = 'This is a dead-letter queue: the lab reads it, and deletes it with the stack.';
export const ENDS: readonly Acknowledgement[] = [
  { id: 'AwsSolutions-SQS3', reason: isTheEnd },
  { id: 'Serverless-SQSRedrivePolicy', reason: isTheEnd },
];

export const BOUNDED: readonly Acknowledgement[] = [
  {
    id: 'Serverless-SNSRedrivePolicy',
    reason: 'SNS tries to reach a queue for 23 days, and a run lasts minutes; what reaches no function or URL has dead letters of its own.',
  },
];

export const ATTEMPTS: readonly Acknowledgement[] = [
  { id: 'AwsSolutions-DDB3', reason: 'It counts attempts at messages that were sent to fail, for the minutes of a run.' },
];
