import { thirdPartyFetch } from './third-party-fetch.ts';

/** Long enough for a provider that is slow, short enough that a batch of ten, side by side, ends within its function's time. */
const TIMEOUT_MS = 5_000;

/** A refusal for good: the request will never be taken, however often it is sent. Any other failure may pass. */
const PERMANENT = new Set([400, 402, 404, 413, 422]);

export type ThirdPartyAnswer = { id: string } | { refused: string };

/** Has a third party do something once for this key. Throws when a retry may help. */
export async function thirdPartyPost(url: string, body: unknown, idempotencyKey: string): Promise<ThirdPartyAnswer> {
  const response = await thirdPartyFetch(new URL(url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (PERMANENT.has(response.status)) return { refused: reasonIn(text) };
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return { id: (JSON.parse(text) as { id: string }).id };
}

function reasonIn(text: string): string {
  try {
    return (JSON.parse(text) as { error: { code: string } }).error.code;
  } catch {
    return text.slice(0, 100);
  }
}
