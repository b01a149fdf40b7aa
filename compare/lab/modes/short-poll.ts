import { shortPoll } from '../../simulate/modes/short-poll.ts';
import type { DeliveryMode } from '../mode.ts';

export const mode: DeliveryMode = {
  name: 'short-poll',
  how: 'the entrance sends to SQS, which processes outside Lambda ask now and then, without waiting',
  retries: 'the process: after 2, 4, 8 … 60 s, by the visibility of the message',
  simulated: shortPoll,
  worker: 'short-poll',
  takesDelay: true,
  deploy(stage) {
    stage.worksOutside();
    stage.sendTo(stage.workQueue());
  },
};
