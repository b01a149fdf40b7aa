import { noReplay } from '../lab/archive.ts';
import type { System } from '../system.ts';
import { fanOut } from './fan-out.ts';
import { lateSubscriber } from './late-subscriber.ts';
import { orchestrated, saga } from './saga.ts';
import { transfer } from './transfer.ts';

/** An order and all who hear of it. */
export const purchase: System = {
  name: 'purchase',
  title: 'Confirm a purchase',
  question: 'Who must answer before the buyer may go, and what undoes what is done when one of the rest says no?',
  stacks: ['PushpullPayment', 'PushpullInventory', 'PushpullDispatch', 'PushpullAnalytics', 'PushpullLoyalty', 'PushpullWallets'],
  variants: [
    { name: 'fanout', title: 'one message, four who hear of it, each at its own pace', run: fanOut },
    { name: 'saga', title: 'each does its part and undoes it when another cannot (choreography)', run: saga },
    {
      name: 'step-functions',
      title: 'the same, conducted by a state machine (orchestration)',
      needs: ({ name, title }) => (name === 'embedded' ? `${title} has no Step Functions; LocalStack and AWS have` : undefined),
      deploys: { stacks: ['PushpullPurchaseOrchestrated'], context: { stepFunctions: 'true' } },
      run: orchestrated,
    },
    { name: 'late-subscriber', title: 'one who comes later catches up from an archive', needs: noReplay, run: lateSubscriber },
    { name: 'transfer', title: 'money, the case that must stay synchronous', run: transfer },
  ],
};
