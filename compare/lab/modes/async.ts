import { async } from '../../simulate/modes/async.ts';
import type { DeliveryMode } from '../mode.ts';

export const mode: DeliveryMode = {
  name: 'async',
  how: 'the entrance invokes the consumer without waiting (Event invocation)',
  retries: 'Lambda: after 1 and 2 minutes',
  simulated: async,
  deploy(stage) {
    const consumer = stage.consumer('direct');
    stage.retryAsync(consumer);
    stage.handOver({ call: 'invoke-event', functionName: consumer.functionName }, 'lambda:InvokeFunction', consumer.functionArn);
  },
};
