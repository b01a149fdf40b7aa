import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { eventbridge } from '../../simulate/modes/eventbridge.ts';
import type { DeliveryMode } from '../mode.ts';

export const mode: DeliveryMode = {
  name: 'eventbridge',
  how: 'the entrance puts an event on a bus, whose rules start the consumers',
  retries: 'EventBridge for 24 h while Lambda is away; Lambda: after 1 and 2 minutes',
  simulated: eventbridge,
  fansOut: true,
  deploy(stage) {
    const bus = new events.EventBus(stage, 'Bus');
    for (let copy = 0; copy < stage.settings.fanOut; copy++) {
      const consumer = stage.consumer('events', copy);
      stage.retryAsync(consumer, copy);
      new events.Rule(stage.at(copy), `Rule${copy}`, {
        eventBus: bus,
        eventPattern: { source: ['pushpull.lab'] },
        targets: [new LambdaFunction(consumer, stage.unreachable('Bus', copy))],
      });
    }
    stage.handOver({ call: 'put-events', busName: bus.eventBusName }, 'events:PutEvents', bus.eventBusArn);
  },
};
