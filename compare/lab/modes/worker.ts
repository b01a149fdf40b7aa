import { worker } from '../../simulate/modes/worker.ts';
import type { DeliveryMode } from '../mode.ts';

export const mode: DeliveryMode = {
  name: 'worker',
  how: 'the entrance sends to SQS, which processes outside Lambda long-poll',
  retries: 'the process: after 2, 4, 8 … 60 s, by the visibility of the message',
  simulated: worker,
  worker: 'long-poll',
  takesDelay: true,
  deploy(stage) {
    stage.worksOutside();
    stage.sendTo(stage.workQueue());
  },
};
