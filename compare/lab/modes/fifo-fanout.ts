import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sns from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { fifo } from '../../simulate/modes/fifo.ts';
import type { DeliveryMode } from '../mode.ts';
import { mappingProps } from '../stack/mapping-props.ts';

export const mode: DeliveryMode = {
  name: 'fifo-fanout',
  how: 'the entrance publishes to a FIFO topic, which fills a FIFO queue for each consumer',
  retries: 'SQS: at each visibility timeout, the rest of the group behind it',
  simulated: {
    ...fifo,
    name: 'fifo-fanout',
    handOver: 'publish',
    triggerMs: [
      [0.1, 32.8],
      [0.5, 40.1],
      [0.9, 67.8],
      [0.99, 497],
    ],
  },
  fansOut: true,
  keepsOrder: true,
  dropsRepeats: true,
  deploy(stage) {
    const topic = new sns.Topic(stage, 'Topic', { fifo: true, enforceSSL: stage.overTls });
    for (let copy = 0; copy < stage.settings.fanOut; copy++) {
      const queue = stage.workQueue({ fifo: true, copy });
      stage.consumer('sqs', copy).addEventSource(new SqsEventSource(queue, mappingProps(stage.settings)));
      topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
    }
    stage.handOver({ call: 'publish', topicArn: topic.topicArn, fifo: true }, 'sns:Publish', topic.topicArn);
  },
};
