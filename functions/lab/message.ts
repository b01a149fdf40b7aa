import * as z from 'zod';

/** What the lab makes go wrong with a message, on purpose: so that it is known what a report must find. */
const faultSchema = z.object({
  /**
   * `throw`: the handler fails; `exit`: its process ends before the mail; `exit-after`: after the mail and before anybody is told;
   * `swallow`: it says that it is done, and has sent nothing.
   */
  kind: z.enum(['throw', 'exit', 'exit-after', 'swallow']),
  /** Attempts that it happens to; absent: all (a poison message). */
  times: z.int().min(1).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

/** What the load generator asks the entrance for. */
export const orderSchema = z.object({
  id: z.string().min(1).max(120),
  /** When the generator sent it: milliseconds since 1970, on its own clock. */
  sentAt: z.number(),
  /** Messages of one group are to be handled in the order of their sequence. */
  group: z.string().min(1).optional(),
  sequence: z.int().optional(),
  fault: faultSchema.optional(),
  /** Size of the message, filled up with letters. */
  bytes: z.int().min(0).optional(),
  /** The producer hands it over so many times: what a retry after a lost answer does. */
  sends: z.int().min(1).max(10).default(1),
});
export type Order = z.input<typeof orderSchema>;

/** The message itself, by whichever way it goes. */
export const messageSchema = orderSchema.omit({ bytes: true, sends: true }).extend({
  enteredAt: z.number(),
  handedOverAt: z.number(),
  padding: z.string().optional(),
});
export type Message = z.infer<typeof messageSchema>;

/** What the entrance answers. Times: milliseconds since 1970, on the clock of its machine. */
export interface Entered {
  /** By which the way's own service knows it; absent for a call that waits. */
  messageId?: string;
  enteredAt: number;
  /** The entrance's process had just started. */
  entranceCold: boolean;
  handedOverAt: number;
  /** The hand-over was answered. */
  acknowledgedAt: number;
}

/** How a lane's entrance passes messages on: one call of the AWS API. */
export type HandOver =
  | { call: 'invoke' | 'invoke-event'; functionName: string }
  | { call: 'publish'; topicArn: string; fifo?: boolean }
  | { call: 'send'; queueUrl: string; fifo?: boolean; delayS?: number }
  | { call: 'put-events'; busName: string };
