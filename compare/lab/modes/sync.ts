import { sync } from '../../simulate/modes/sync.ts';
import type { DeliveryMode } from '../mode.ts';

export const mode: DeliveryMode = {
  name: 'sync',
  how: 'the entrance invokes the consumer and waits',
  retries: 'none: the caller is told',
  simulated: sync,
  deploy(stage) {
    const consumer = stage.consumer('direct');
    stage.handOver({ call: 'invoke', functionName: consumer.functionName }, 'lambda:InvokeFunction', consumer.functionArn);
  },
};
