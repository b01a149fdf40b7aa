import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sns from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { fanout } from '../../simulate/modes/fanout.ts';
import type { DeliveryMode } from '../mode.ts';
import { mappingProps } from '../stack/mapping-props.ts';

export const mode: DeliveryMode = {
  name: 'fanout',
  how: 'the entrance publishes to SNS, which fills a queue for each consumer, which Lambda polls',
  retries: 'SQS: at each visibility timeout, maxReceiveCount times',
  simulated: fanout,
  fansOut: true,
  deploy(stage) {
    const topic = new sns.Topic(stage, 'Topic', { enforceSSL: stage.overTls });
    for (let copy = 0; copy < stage.settings.fanOut; copy++) {
      const queue = stage.workQueue({ copy });
      stage.consumer('sqs', copy).addEventSource(new SqsEventSource(queue, mappingProps(stage.settings)));
      topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
    }
    stage.handOver({ call: 'publish', topicArn: topic.topicArn }, 'sns:Publish', topic.topicArn);
  },
};
