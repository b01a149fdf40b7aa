import { isOver, type Job, shown } from '../job.ts';

export interface CallBackDeps {
  findJob(jobId: string): Promise<Job | undefined>;
  noteCalledBack(jobId: string, now: number): Promise<void>;
  /** Throws when the host isn't allowed. */
  check(callbackUrl: string): void;
  post(url: string, body: unknown): Promise<{ ok: boolean; status: number }>;
  now(): number;
}

/** Tells a client that its job is over, at least once: it may have heard us and its answer been lost. */
export async function callBack(jobId: string, { findJob, noteCalledBack, check, post, now }: CallBackDeps): Promise<void> {
  const job = await findJob(jobId);
  if (!job?.callbackUrl || !isOver(job) || job.calledBackAt !== undefined) return;
  check(job.callbackUrl);
  const { ok, status } = await post(job.callbackUrl, shown(job));
  if (!ok) throw new Error(`The client answered ${status}`);
  await noteCalledBack(jobId, now());
}
