import { createHash, createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { signedHeaders } from './sign-request.ts';

const signer = { region: 'eu-west-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' } };
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

it('signs method, path, every parameter, headers and body as AWS does', async () => {
  const url = new URL('https://abc.lambda-url.eu-west-1.on.aws/share/a%20b?tag=two&tag=one&x=%2F');
  const headers = await signedHeaders(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'hello' }, signer);
  const date = headers['x-amz-date'] ?? '';
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  expect(names.split(';')).toEqual(expect.arrayContaining(['content-type', 'host', 'x-amz-date', 'x-amz-security-token']));

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, without the SDK
  const canonical = [
    'POST',
    '/share/a%2520b',
    'tag=one&tag=two&x=%2F',
    ...names.split(';').map((name) => `${name}:${headers[name]}`),
    '',
    names,
    sha256('hello'),
  ].join('\n');
  const scope = `${date.slice(0, 8)}/eu-west-1/lambda/aws4_request`;
  const key = [date.slice(0, 8), 'eu-west-1', 'lambda', 'aws4_request'].reduce<string | Buffer>((k, part) => hmac(k, part), 'AWS4secret');
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex');
  expect(headers.authorization).toContain(`Credential=AKIDEXAMPLE/${scope}`);
  expect(headers.authorization).toContain(`Signature=${signature}`);
});
