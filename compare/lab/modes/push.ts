import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { push } from '../../simulate/modes/push.ts';
import type { DeliveryMode } from '../mode.ts';

export const mode: DeliveryMode = {
  name: 'push',
  how: 'the entrance publishes to SNS, which invokes the consumers',
  retries: 'Lambda: after 1 and 2 minutes',
  simulated: push,
  fansOut: true,
  deploy(stage) {
    const topic = stage.topic();
    for (let copy = 0; copy < stage.settings.fanOut; copy++) {
      const consumer = stage.consumer('sns', copy);
      stage.retryAsync(consumer, copy);
      topic.addSubscription(new LambdaSubscription(consumer, stage.unreachable('Topic', copy)));
    }
    stage.publishTo(topic);
  },
};
