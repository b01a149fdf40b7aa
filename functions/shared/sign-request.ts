import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';

export interface Signer {
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

export interface Unsigned {
  method: string;
  headers: Record<string, string>;
  body?: string | Uint8Array | undefined;
}

/**
 * The headers of a request to a function URL that takes signed requests alone, the signature among them.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export async function signedHeaders(url: URL, { method, headers, body = '' }: Unsigned, { region, credentials }: Signer) {
  const signer = new SignatureV4({ service: 'lambda', region, credentials, sha256: Hash.bind(null, 'sha256') });
  const signed = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port ? { port: Number(url.port) } : {}),
    path: url.pathname,
    // a parameter may stand there more than once
    query: Object.fromEntries([...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name)])),
    headers: { ...headers, host: url.host },
    body,
  });
  return signed.headers;
}
