import * as z from 'zod';
import type { Entry } from '../shared/store.ts';

/** A mail as the provider takes it; attachments are base64, and html refers to them as cid:…. */
export const mailSchema = z.object({
  from: z.string().min(1),
  to: z.email(),
  subject: z.string().min(1).max(500),
  text: z.string(),
  html: z.string().optional(),
  shareId: z.string().max(128).optional(),
  attachments: z
    .array(z.object({ filename: z.string(), contentType: z.string(), cid: z.string().optional(), content: z.base64().max(250_000) }))
    .max(5)
    .default([]),
});
export type Mail = z.infer<typeof mailSchema>;
export type StoredMail = Mail & Entry;
