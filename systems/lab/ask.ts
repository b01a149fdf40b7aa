import { localFetch } from '../../targets/fetch.ts';
import type { Answer, Lab } from './lab.ts';

const ANSWER_TIMEOUT_MS = 35_000;

/** Asks over HTTP. What is no answer (refused, reset, too late) is status 0 with the reason: a caller of ours would see it so too. */
export const askOver =
  (runs: AbortSignal): Lab['ask'] =>
  async (url, { method = 'GET', body, headers = {}, timeoutMs = ANSWER_TIMEOUT_MS, signal } = {}) => {
    const bytes = body instanceof Uint8Array;
    const began = performance.now();
    const answered = (status: number, answer: unknown, sent = new Headers()): Answer => ({
      status,
      body: answer as Answer['body'],
      headers: sent,
      tookMs: performance.now() - began,
    });
    try {
      const response = await localFetch(url, {
        method,
        headers: body === undefined || bytes ? headers : { 'content-type': 'application/json', ...headers },
        body: body === undefined ? undefined : bytes ? Buffer.from(body) : JSON.stringify(body),
        signal: AbortSignal.any([runs, AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
      });
      const text = await response.text();
      return answered(response.status, parsed(text), response.headers);
    } catch (error) {
      runs.throwIfAborted();
      const { message, cause } = error as Error;
      return answered(0, { error: { code: 'NO_ANSWER', message: cause instanceof Error ? `${message}: ${cause.message}` : message } });
    }
  };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
