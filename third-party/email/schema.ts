import * as z from 'zod';

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
export type StoredMail = Mail & { id: string; receivedAt: number };

/** What can be made to go wrong. */
export const knobsSchema = z.strictObject({
  latencyMs: z.number().min(0).max(60_000),
  errorRate: z.number().min(0).max(1),
  down: z.boolean(),
  /** 0 means no limit. */
  rateLimitPerSecond: z.number().min(0),
  /** The errors' dice: the same seed throws the same errors. */
  seed: z.int(),
});
export type Knobs = z.infer<typeof knobsSchema>;
export const DEFAULT_KNOBS: Knobs = { latencyMs: 0, errorRate: 0, down: false, rateLimitPerSecond: 0, seed: 1 };

export const COUNTERS = ['requests', 'accepted', 'duplicates', 'refusedDown', 'refusedError', 'refusedRate', 'refusedInvalid'] as const;
export type Counter = (typeof COUNTERS)[number];
export type Stats = Record<Counter, number>;
