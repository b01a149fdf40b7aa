import { Hono } from 'hono';
import { createCarrierApp } from './carrier/app.ts';
import { createCrmApp } from './crm/app.ts';
import { createEmailApp } from './email/app.ts';
import { createInsightsApp } from './insights/app.ts';
import { createNewsletterApp } from './newsletter/app.ts';
import { createNotificationApp } from './notification/app.ts';
import { createPaymentApp } from './payment/app.ts';
import { refuse } from './shared/http.ts';
import type { Stores } from './shared/store.ts';

/** All third parties on one server, each under its name. They know nothing of each other, and nothing of us. */
export function createThirdPartiesApp(stores: Stores): Hono {
  const app = new Hono();
  app.route('/email', createEmailApp(stores));
  app.route('/newsletter', createNewsletterApp(stores('newsletter')));
  app.route('/notification', createNotificationApp(stores('notification')));
  app.route('/payment', createPaymentApp(stores('payment')));
  app.route('/carrier', createCarrierApp(stores('carrier')));
  app.route('/insights', createInsightsApp(stores('insights')));
  app.route('/crm', createCrmApp(stores));
  app.notFound((c) => refuse(c, 404, 'NOT_FOUND', `There is no ${c.req.method} ${c.req.path}.`));
  app.onError((error, c) => {
    console.error(error);
    return refuse(c, 500, 'INTERNAL', 'The service failed.');
  });
  return app;
}
