import type { Hono } from 'hono';
import * as z from 'zod';
import { createThirdPartyApp } from '../shared/app.ts';
import type { Entry, Store } from '../shared/store.ts';

const notificationSchema = z.object({ userId: z.string().min(1).max(128), kind: z.string().min(1).max(64), text: z.string().max(1000) });
export type Notification = z.infer<typeof notificationSchema> & Entry;

/** The notification service (push messages to phones): POST /notifications sends one. */
export function createNotificationApp(store: Store<Notification>): Hono {
  return createThirdPartyApp<z.infer<typeof notificationSchema>, Notification>(
    {
      name: 'notification',
      resource: 'notifications',
      body: notificationSchema,
      keep: (notification, entry) => ({ ...notification, ...entry }),
      filters: { userId: ({ userId }) => userId, kind: ({ kind }) => kind },
    },
    store,
  );
}
