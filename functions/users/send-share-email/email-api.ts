import { thirdPartyFetch } from '../../shared/third-party-fetch.ts';
import type { Mail } from './mail.ts';

/** Long enough for a provider that is slow, short enough that a batch of ten ends within the function's ten seconds. */
const TIMEOUT_MS = 3_000;

/** Answers by which a provider says that it will never take this mail; any other failure may pass. */
const PERMANENT = new Set([400, 413, 422]);

/** Sends one mail. The idempotency key makes a repeated request harmless when the first one's answer was lost. */
export async function postMail(baseUrl: string, mail: Mail, idempotencyKey: string): Promise<{ mailId: string } | { rejected: string }> {
  const response = await thirdPartyFetch(new URL('messages', withSlash(baseUrl)), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(mail),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (PERMANENT.has(response.status))
    return { rejected: `The email provider refused the mail (${response.status}): ${text.slice(0, 300)}` };
  if (!response.ok) throw new Error(`The email provider answered ${response.status}: ${text.slice(0, 300)}`);
  const { id } = JSON.parse(text) as { id: string };
  return { mailId: id };
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
