import * as z from 'zod';

/** A photo book that is to be printed, which takes its time, and shipped. Its id is its caller's: it is the idempotency key of the job. */
export const newJobSchema = z.object({
  version: z.literal(1),
  jobId: z.string().min(1).max(128),
  /** How long the printing takes. */
  ms: z.int().min(0).max(3_000),
  /** Called when the job is over, if its host is one of those allowed. */
  callbackUrl: z.url().max(500).optional(),
});
export type NewJob = z.infer<typeof newJobSchema>;

const STATUSES = ['queued', 'working', 'done', 'failed'] as const;

export interface Job extends Omit<NewJob, 'version'> {
  status: (typeof STATUSES)[number];
  acceptedAt: number;
  startedAt?: number;
  /** Over, well or not: real milliseconds since 1970, by the clock of the function that did it. */
  doneAt?: number;
  attempts: number;
  shipmentId?: string;
  reason?: string;
  /** The client has taken our call. */
  calledBackAt?: number;
}

export const isOver = ({ status }: Job): boolean => status === 'done' || status === 'failed';

/** What clients may see of a job. */
export const shown = ({ jobId, status, doneAt, attempts, shipmentId, reason }: Job) => ({
  ...{ jobId, status, doneAt, attempts },
  ...{ shipmentId, reason },
});
