import { isOver, type Job, shown } from './job.ts';

export interface JobEvent {
  id: number;
  event: string;
  data: unknown;
}

/** What has happened to a job, numbered: the same for everyone who asks, so that a number says from where to go on. */
export function eventsAfter(job: Job, lastId: number): JobEvent[] {
  const happened: JobEvent[] = [{ id: 1, event: 'queued', data: { jobId: job.jobId } }];
  if (job.startedAt !== undefined) happened.push({ id: 2, event: 'working', data: { jobId: job.jobId } });
  if (isOver(job)) happened.push({ id: 3, event: job.status, data: shown(job) });
  return happened.filter(({ id }) => id > lastId);
}

/**
 * The text of a `text/event-stream`; with nothing to tell, a comment alone. `retry` is how soon the client comes back after the end.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function eventStream(events: readonly JobEvent[], retryMs: number): string {
  const blocks = events.map(({ id, event, data }) => `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  return `retry: ${retryMs}\n\n${blocks.join('') || ': nothing yet\n\n'}`;
}
