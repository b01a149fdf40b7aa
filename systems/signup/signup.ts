import type { System } from '../system.ts';
import { deadOutbox } from './dead-outbox.ts';
import { durable } from './durable.ts';
import { frozen } from './frozen.ts';
import { inProcess } from './in-process.ts';
import { inconsistent } from './inconsistent.ts';
import { longOutage } from './long-outage.ts';
import { rollback } from './rollback.ts';

/** One account, two flaky third parties: what one does about "done, or perhaps not". */
export const signup: System = {
  name: 'signup',
  title: 'Sign-up',
  question: 'Who sees to the newsletter and the welcome when their APIs fail, and for how long does anybody remember?',
  stacks: ['PushpullNewsletter', 'PushpullWelcome'],
  variants: [
    { name: 'rollback', title: 'synchronous: all or nothing', run: rollback },
    { name: 'inconsistent', title: 'synchronous: the account stays, the rest is repaired', run: inconsistent },
    { name: 'in-process', title: 'retries in the memory of a process that lives long', run: inProcess },
    { name: 'frozen', title: 'retries after the answer, on Lambda', run: frozen },
    { name: 'durable', title: 'outbox, topic, a queue for each follower', run: durable },
    { name: 'long-outage', title: 'durable, with an outage that is longer than the ladder', run: longOutage },
    { name: 'dead-outbox', title: 'durable, with an outbox that gives up: redriven by the place in the stream', run: deadOutbox },
  ],
};
