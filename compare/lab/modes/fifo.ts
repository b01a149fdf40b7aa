import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { fifo } from '../../simulate/modes/fifo.ts';
import type { DeliveryMode } from '../mode.ts';
import { mappingProps } from '../stack/mapping-props.ts';

export const mode: DeliveryMode = {
  name: 'fifo',
  how: 'the entrance sends to a FIFO queue, which Lambda polls: in order within a group',
  retries: 'SQS: at each visibility timeout, the rest of the group behind it',
  simulated: fifo,
  keepsOrder: true,
  dropsRepeats: true,
  deploy(stage) {
    const queue = stage.workQueue({ fifo: true });
    stage.consumer('sqs').addEventSource(new SqsEventSource(queue, mappingProps(stage.settings)));
    stage.handOver({ call: 'send', queueUrl: queue.queueUrl, fifo: true }, 'sqs:SendMessage', queue.queueArn);
  },
};
