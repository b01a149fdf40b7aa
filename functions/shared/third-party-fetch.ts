import { requiredEnv } from './env.ts';
import { signedHeaders } from './sign-request.ts';

export interface ThirdPartyRequest {
  method: string;
  headers: Record<string, string>;
  body?: string;
  /** No call of another system without a timeout. */
  signal: AbortSignal;
}

/**
 * `fetch` for third parties. Where ours stand in for them behind a URL that only the account may call (`THIRD_PARTY_AUTH=iam`, which the
 * stack sets), the request is signed with the function's own role; a real third party gets it as it is.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export async function thirdPartyFetch(url: URL, init: ThirdPartyRequest): Promise<Response> {
  if (process.env.THIRD_PARTY_AUTH !== 'iam') return fetch(url, init);
  const headers = await signedHeaders(url, init, {
    region: requiredEnv('AWS_REGION'),
    credentials: {
      accessKeyId: requiredEnv('AWS_ACCESS_KEY_ID'),
      secretAccessKey: requiredEnv('AWS_SECRET_ACCESS_KEY'),
      ...(process.env.AWS_SESSION_TOKEN ? { sessionToken: process.env.AWS_SESSION_TOKEN } : {}),
    },
  });
  return fetch(url, { ...init, headers });
}
