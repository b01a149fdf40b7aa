import * as sns from 'aws-cdk-lib/aws-sns';
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
    const topic = new sns.Topic(stage, 'Topic', { enforceSSL: stage.overTls });
    for (let copy = 0; copy < stage.settings.fanOut; copy++) {
      const consumer = stage.consumer('sns', copy);
      stage.retryAsync(consumer, copy);
      const unreachable = stage.settings.deadLetters ? { deadLetterQueue: stage.deadLetterQueue('Topic', { copy }) } : {};
      topic.addSubscription(new LambdaSubscription(consumer, unreachable));
    }
    stage.handOver({ call: 'publish', topicArn: topic.topicArn }, 'sns:Publish', topic.topicArn);
  },
};
