import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { fifo } from '../../simulate/modes/fifo.ts';
import type { DeliveryMode } from '../mode.ts';

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
    const topic = stage.topic({ fifo: true });
    for (let copy = 0; copy < stage.settings.fanOut; copy++) {
      topic.addSubscription(new SqsSubscription(stage.polledQueue({ fifo: true, copy }), { rawMessageDelivery: true }));
    }
    stage.publishTo(topic);
  },
};
