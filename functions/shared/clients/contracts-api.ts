import { type Contract, contractSchema } from '../../contracts/messages.ts';
import { requiredEnv } from '../env.ts';
import { HttpError } from '../errors.ts';
import { ServiceFailure } from '../remote/service-failure.ts';
import { thirdPartyFetch } from '../third-party-fetch.ts';

/** Asks Contracts, another affiliate's service, by its HTTP API. */
export async function askContracts(userId: string, timeoutMs: number): Promise<Contract> {
  const url = new URL(requiredEnv('CONTRACTS_API_URL'));
  url.searchParams.set('userId', userId);
  const response = await answer(url, timeoutMs);
  if (response.status === 404) throw new HttpError(404, 'CONTRACT_NOT_FOUND', `Contracts has no contract of ${userId}.`);
  if (response.status === 429) throw new ServiceFailure('Contracts', 'OVERLOADED');
  if (!response.ok) throw new ServiceFailure('Contracts', 'DOWN', { cause: `it answered ${response.status}` });
  return contractSchema.parse(response.body);
}

/** Status and body within the time: a body that never ends is slow too. */
async function answer(url: URL, timeoutMs: number): Promise<{ status: number; ok: boolean; body: unknown }> {
  try {
    // so that the trace goes on over there: fetch, unlike an instrumented client, does not say where it comes from
    const trace = process.env._X_AMZN_TRACE_ID;
    const headers: Record<string, string> = trace ? { 'x-amzn-trace-id': trace } : {};
    const response = await thirdPartyFetch(url, { method: 'GET', headers, signal: AbortSignal.timeout(timeoutMs) });
    const text = await response.text();
    return { status: response.status, ok: response.ok, body: response.ok ? JSON.parse(text) : text };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    throw new ServiceFailure('Contracts', late ? 'SLOW' : 'DOWN', { cause: error });
  }
}
