import { fifo } from '../../simulate/modes/fifo.ts';
import type { DeliveryMode } from '../mode.ts';

export const mode: DeliveryMode = {
  name: 'fifo',
  how: 'the entrance sends to a FIFO queue, which Lambda polls: in order within a group',
  retries: 'SQS: at each visibility timeout, the rest of the group behind it',
  simulated: fifo,
  keepsOrder: true,
  dropsRepeats: true,
  deploy(stage) {
    stage.sendTo(stage.polledQueue({ fifo: true }));
  },
};
