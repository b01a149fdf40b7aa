import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';

export interface Signer {
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/**
 * `fetch` for function URLs that take signed requests alone (the context `urlAuth=iam`, which is the default on AWS).
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function signedFetch({ region, credentials }: Signer): typeof fetch {
  const signer = new SignatureV4({ service: 'lambda', region, credentials, sha256: Hash.bind(null, 'sha256') });
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { headers } = await signer.sign({
      method: init.method ?? 'GET',
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port ? { port: Number(url.port) } : {}),
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...Object.fromEntries(new Headers(init.headers)), host: url.host },
      body: init.body ?? '',
    });
    return fetch(url, { ...init, headers });
  };
}
