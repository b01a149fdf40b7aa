import { pull } from '../../simulate/modes/pull.ts';
import type { DeliveryMode } from '../mode.ts';

export const mode: DeliveryMode = {
  name: 'pull',
  how: 'the entrance sends to SQS, which Lambda polls for the consumer',
  retries: 'SQS: at each visibility timeout, maxReceiveCount times',
  simulated: pull,
  takesDelay: true,
  deploy(stage) {
    stage.sendTo(stage.polledQueue());
  },
};
