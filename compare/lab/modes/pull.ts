import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { pull } from '../../simulate/modes/pull.ts';
import type { DeliveryMode } from '../mode.ts';
import { mappingProps } from '../stack/mapping-props.ts';

export const mode: DeliveryMode = {
  name: 'pull',
  how: 'the entrance sends to SQS, which Lambda polls for the consumer',
  retries: 'SQS: at each visibility timeout, maxReceiveCount times',
  simulated: pull,
  takesDelay: true,
  deploy(stage) {
    const queue = stage.workQueue();
    stage.consumer('sqs').addEventSource(new SqsEventSource(queue, mappingProps(stage.settings)));
    const { delayS } = stage.settings;
    stage.handOver({ call: 'send', queueUrl: queue.queueUrl, delayS }, 'sqs:SendMessage', queue.queueArn);
  },
};
