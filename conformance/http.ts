import { type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  text: string;
}

/** Longer than any function of the suite may run. */
const ANSWER_MS = 120_000;

/**
 * Sends to a URL that a stack made up, such as a function URL. Where its host name is one of the stack's own (`ID.lambda-url.…`), nothing
 * may resolve it: then the request goes to the endpoint with that name as its Host, as it would by DNS.
 */
export function send(
  endpoint: string,
  url: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
): Promise<Answer> {
  const { host, hostname, pathname, search } = new URL(url);
  const to = hostname.includes('.lambda-url.') ? new URL(endpoint) : new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname: to.hostname,
        port: to.port,
        method,
        path: pathname + search,
        headers: { ...headers, host },
        agent: false,
        signal: AbortSignal.timeout(ANSWER_MS),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const bytes = Buffer.concat(chunks);
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes, text: bytes.toString() });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
