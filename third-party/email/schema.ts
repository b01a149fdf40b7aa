import * as z from 'zod';
import { type Delivery, deliveryShape } from '../shared/delivery.ts';
import type { Entry } from '../shared/store.ts';

/** A mail as the provider takes it; attachments are base64, and html refers to them as cid:…. */
export const mailSchema = z.object({
  from: z.string().min(1),
  /** Nobody has an address below .invalid: https://www.rfc-editor.org/rfc/rfc2606#section-2 */
  to: z.email().refine((address) => !address.endsWith('.invalid'), 'there is no such domain'),
  subject: z.string().min(1).max(500),
  text: z.string(),
  html: z.string().optional(),
  shareId: z.string().max(128).optional(),
  attachments: z
    .array(z.object({ filename: z.string(), contentType: z.string(), cid: z.string().optional(), content: z.base64().max(250_000) }))
    .max(5)
    .default([]),
  /** The sender's own, such as what a measurement wants to find again. */
  headers: z.record(z.string().max(100), z.string().max(500)).optional(),
  /** Told what becomes of the mail: sent, bounced, complained. */
  callbackUrl: z.url().optional(),
});
export type Mail = z.infer<typeof mailSchema>;
export type StoredMail = Mail & Entry;

/** What the provider found out about a mail, on its way to whoever sent it. */
export interface Callback extends Delivery {
  url: string;
  mailId: string;
  shareId: string | undefined;
  type: 'sent' | 'bounced' | 'complained';
  reason?: string;
}

/** How the provider calls back, and what becomes of its mails. */
export const callbackSettingsSchema = z.strictObject({
  ...deliveryShape,
  /** Mails that come back, and mails that their reader calls unwanted, 0 to 1. Those to `bounce…@` and `complaint…@` always do. */
  bounceRate: z.number().min(0).max(1),
  complaintRate: z.number().min(0).max(1),
  /** Till the provider knows what became of a mail. */
  delayMs: z.number().min(0),
  /** The first attempt is made before the request for the mail is answered: a fast provider, and a slow answer. */
  beforeAnswer: z.boolean(),
});
export type CallbackSettings = z.infer<typeof callbackSettingsSchema>;
export const DEFAULT_CALLBACKS: CallbackSettings = {
  bounceRate: 0,
  complaintRate: 0,
  delayMs: 50,
  beforeAnswer: false,
  duplicateRate: 0,
  ladderMs: [1_000, 5_000, 30_000, 120_000, 600_000],
  timeoutMs: 5_000,
};
/** Kept in the store: the settings, and the key that callbacks are signed with. */
export interface Account extends Entry {
  settings?: CallbackSettings;
  privateKey?: string;
}
