import * as z from 'zod';

/** The ways a share can travel from Photos to Users. */
export const DELIVERY_MODES = ['sync', 'async', 'push', 'pull'] as const;
export const deliveryModeSchema = z.enum(DELIVERY_MODES);
export type DeliveryMode = z.infer<typeof deliveryModeSchema>;

const moment = z.int().nonnegative();

/** When a share passed each hop, in real milliseconds since 1970; each is taken by the room that owns the hop. */
export const stampsSchema = z.object({
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
  status: z.enum(['delivered', 'failed']),
  mailId: z.string().optional(),
  reason: z.string().optional(),
  /** True when an earlier attempt had delivered already and this one only repeated its outcome. */
  duplicate: z.boolean().optional(),
  stamps: stampsSchema,
});
export type DeliveryOutcome = z.infer<typeof deliveryOutcomeSchema>;
