import type { System } from '../system.ts';
import { webhookIn } from './in.ts';
import { webhookInDown } from './in-down.ts';
import { webhookInForged } from './in-forged.ts';
import { webhookOut } from './out.ts';
import { webhookOutDead } from './out-dead.ts';
import { webhookOutSsrf } from './out-ssrf.ts';

/** Being called, and calling: a CRM tells us of its users, and we tell our clients of their shares. */
export const webhooks: System = {
  name: 'webhooks',
  title: 'Webhooks, in and out',
  question: 'Whom does one believe, what if nobody is at home, and whom may one call?',
  stacks: ['PushpullCrmSync', 'PushpullPhotos', 'PushpullCallbacks'],
  variants: [
    { name: 'in', title: 'the CRM calls us: verify, queue, answer, apply in order', run: webhookIn },
    { name: 'in-down', title: 'we are down for longer than the CRM tries: reconcile', run: webhookInDown },
    { name: 'in-forged', title: 'somebody else calls: forged, stale, replayed, huge', run: webhookInForged },
    { name: 'out', title: 'we call: signed, on a ladder, each endpoint for itself', run: webhookOut },
    { name: 'out-dead', title: 'an endpoint dies: disabled, its owner told, replayed', run: webhookOutDead },
    { name: 'out-ssrf', title: 'somebody has us call what only we can reach', run: webhookOutSsrf },
  ],
};
