import type { App, Environment, Stack } from 'aws-cdk-lib';
import { AnalyticsStack } from './analytics-stack.ts';
import { DispatchStack } from './dispatch-stack.ts';
import { InventoryStack } from './inventory-stack.ts';
import { LoyaltyStack } from './loyalty-stack.ts';
import { OrdersStack } from './orders-stack.ts';
import { PaymentStack } from './payment-stack.ts';
import { PurchaseOrchestratedStack } from './purchase-orchestrated-stack.ts';
import { settingsOf } from './settings.ts';
import { type ThirdParty, thirdPartyProps } from './third-party-props.ts';
import { WalletsStack } from './wallets-stack.ts';

export interface AddPurchase {
  env: Environment;
  thirdParty: ThirdParty;
  /** Notes which service a stack is, and answers the stack. */
  service<S extends Stack>(name: string, stack: S): S;
}

/** Orders and the services that hear of a purchase: a stack each. All know Orders; Orders knows none. */
export function addPurchase(app: App, { env, thirdParty, service }: AddPurchase): void {
  const orders = service('orders', new OrdersStack(app, 'PushpullOrders', { env, description: 'Pushpull: Orders takes purchases down' }));
  const party = thirdPartyProps(thirdParty);
  const part = { env, orderEventsTopic: orders.eventsTopic, orderStepsQueue: orders.stepsQueue };
  const payment = service(
    'payment',
    new PaymentStack(app, 'PushpullPayment', { ...part, ...party, description: 'Pushpull: Payment charges once' }),
  );
  const inventory = service(
    'inventory',
    new InventoryStack(app, 'PushpullInventory', { ...part, description: 'Pushpull: Inventory holds stock' }),
  );
  const dispatch = service(
    'dispatch',
    new DispatchStack(app, 'PushpullDispatch', { ...part, ...party, description: 'Pushpull: Dispatch books parcels' }),
  );
  service(
    'analytics',
    new AnalyticsStack(app, 'PushpullAnalytics', {
      ...{ env, orderEventsTopic: orders.eventsTopic, ...party },
      description: 'Pushpull: Analytics hands purchases on',
    }),
  );
  service(
    'loyalty',
    new LoyaltyStack(app, 'PushpullLoyalty', { env, ordersBus: orders.bus, description: 'Pushpull: Loyalty gives points' }),
  );
  service('wallets', new WalletsStack(app, 'PushpullWallets', { env, description: 'Pushpull: Wallets moves money' }));
  if (settingsOf(app).stepFunctions)
    service(
      'orders',
      new PurchaseOrchestratedStack(app, 'PushpullPurchaseOrchestrated', {
        env,
        description: 'Pushpull: a state machine conducts a purchase',
        ordersTable: orders.table,
        parts: { payment: payment.partForCallers(), inventory: inventory.partForCallers(), dispatch: dispatch.partForCallers() },
      }),
    );
}
