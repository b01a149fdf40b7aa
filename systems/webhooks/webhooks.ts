import type { System } from '../system.ts';
import { webhookIn } from './in.ts';
import { webhookInDown } from './in-down.ts';
import { webhookInForged } from './in-forged.ts';

/** Being called, and calling: a CRM tells us of its users, and we tell our clients of their shares. */
export const webhooks: System = {
  name: 'webhooks',
  title: 'Webhooks, in and out',
  question: 'Whom does one believe, what if nobody is at home, and whom may one call?',
  stacks: ['PushpullCrmSync'],
  variants: [
    { name: 'in', title: 'the CRM calls us: verify, queue, answer, apply in order', run: webhookIn },
    { name: 'in-down', title: 'we are down for longer than the CRM tries: reconcile', run: webhookInDown },
    { name: 'in-forged', title: 'somebody else calls: forged, stale, replayed, huge', run: webhookInForged },
  ],
};
