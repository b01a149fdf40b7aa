import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { fanout } from '../../simulate/modes/fanout.ts';
import type { DeliveryMode } from '../mode.ts';

export const mode: DeliveryMode = {
  name: 'fanout',
  how: 'the entrance publishes to SNS, which fills a queue for each consumer, which Lambda polls',
  retries: 'SQS: at each visibility timeout, maxReceiveCount times',
  simulated: fanout,
  fansOut: true,
  deploy(stage) {
    const topic = stage.topic();
    for (let copy = 0; copy < stage.settings.fanOut; copy++) {
      topic.addSubscription(new SqsSubscription(stage.polledQueue({ copy }), { rawMessageDelivery: true }));
    }
    stage.publishTo(topic);
  },
};
