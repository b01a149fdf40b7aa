import { requiredEnv } from '../../shared/env.ts';
import { queueHandler } from '../../shared/queue-handler.ts';
import { checkCallback } from '../callback-hosts.ts';
import { findJob, noteCalledBack } from '../job-store.ts';
import { type CallBackDeps, callBack } from './core.ts';

const TIMEOUT_MS = 3_000;
const callbackHosts = requiredEnv('CALLBACK_HOSTS').split(',');

const deps: CallBackDeps = {
  findJob,
  noteCalledBack,
  check: (callbackUrl) => checkCallback(callbackUrl, callbackHosts),
  async post(url, body) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // a host that is allowed could send us to one that is not
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return { ok: response.ok, status: response.status };
  },
  now: Date.now,
};

/** Calls the clients whose jobs are over, from a queue of its own: a client that is away holds up no work. */
export const handler = queueHandler(({ body }) => callBack((JSON.parse(body) as { jobId: string }).jobId, deps));
