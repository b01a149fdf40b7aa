import * as z from 'zod';

/**
 * The ways a share can travel from Photos to Users. `forget` is `async` whose outcome nobody sends home; `fanout`, `worker` and
 * `confirmed` are one event, PhotoShared, and differ by who listens.
 */
export const DELIVERY_MODES = ['sync', 'async', 'push', 'pull', 'forget', 'fanout', 'worker', 'confirmed'] as const;
export const deliveryModeSchema = z.enum(DELIVERY_MODES);
export type DeliveryMode = z.infer<typeof deliveryModeSchema>;

const moment = z.int().nonnegative();

/** When a share passed each hop, in real milliseconds since 1970; each is taken by the room that owns the hop. */
const stampsSchema = z.object({
  /** The caller's own clock, from the header x-pushpull-sent-at. */
  requestedAt: moment.optional(),
  /** First line of share-photo. */
  acceptedAt: moment,
  /** Just before Photos gave the message to Lambda, SNS or SQS. */
  handedOverAt: moment.optional(),
  /** First line of send-share-email, at the attempt that delivered. */
  handledAt: moment.optional(),
  /** The email provider has answered. */
  deliveredAt: moment.optional(),
});
export type Stamps = z.infer<typeof stampsSchema>;

/** From Photos to Users: the same body in every delivery mode. */
export const shareRequestSchema = z.object({
  shareId: z.string().min(1).max(128),
  photoId: z.string().min(1),
  recipient: z.email(),
  mode: deliveryModeSchema,
  link: z.url(),
  thumbnailUrl: z.url(),
  linkExpiresAt: moment,
  stamps: stampsSchema,
});
export type ShareRequest = z.infer<typeof shareRequestSchema>;

/** From Users back to Photos: what became of a share. */
export const deliveryOutcomeSchema = z.object({
  shareId: z.string().min(1),
  photoId: z.string().min(1),
  mode: deliveryModeSchema,
  /** `sending`: the provider took the mail, and will say later what became of it (mode `confirmed`). */
  status: z.enum(['sending', 'delivered', 'failed']),
  mailId: z.string().optional(),
  reason: z.string().optional(),
  /** True when an earlier attempt had delivered already and this one only repeated its outcome. */
  duplicate: z.boolean().optional(),
  stamps: stampsSchema,
});
export type DeliveryOutcome = z.infer<typeof deliveryOutcomeSchema>;

/** From Users to Photos: what the email provider found out about a mail after it had taken it. */
export const mailFactSchema = z.object({
  version: z.literal(1),
  kind: z.literal('mail-fact'),
  shareId: z.string().min(1),
  mailId: z.string().min(1),
  fact: z.enum(['sent', 'bounced', 'complained']),
  /** By the provider's clock: facts may come twice and in any order. */
  at: moment,
  reason: z.string().optional(),
});
export type MailFact = z.infer<typeof mailFactSchema>;
