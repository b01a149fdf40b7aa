import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLambda } from '../testing.ts';

let lambda: Awaited<ReturnType<typeof startLambda>>;
beforeAll(async () => {
  lambda = await startLambda();
});
afterAll(() => lambda.stop());

async function urlOf(
  name: string,
  code: string,
  { open = true, ...more }: { open?: boolean; AuthType?: 'NONE' | 'AWS_IAM'; Cors?: object } = {},
) {
  await lambda.create(name, code);
  const { FunctionUrl } = await lambda.client.send(new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType: 'NONE', ...more }));
  if (open)
    await lambda.client.send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: 'url',
        Action: 'lambda:InvokeFunctionUrl',
        Principal: '*',
        FunctionUrlAuthType: 'NONE',
      }),
    );
  return FunctionUrl as string;
}

test('the event has the payload format 2.0', async () => {
  const url = await urlOf('echo', 'export const handler = async (event) => event');
  const response = await fetch(`${url}a/b%20c?x=1&x=2&y=`, {
    method: 'POST',
    headers: { cookie: 'a=1; b=2', 'content-type': 'application/json', 'x-own': 'yes' },
    body: '{"hi":1}',
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  const event = await response.json();
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/a/b%20c',
    rawQueryString: 'x=1&x=2&y=',
    cookies: ['a=1', 'b=2'],
    headers: { 'x-own': 'yes', 'content-type': 'application/json', 'x-amzn-trace-id': expect.stringMatching(/^Root=1-/) },
    queryStringParameters: { x: '1,2', y: '' },
    requestContext: {
      accountId: 'anonymous',
      http: { method: 'POST', path: '/a/b%20c' },
      stage: '$default',
      requestId: response.headers.get('x-amzn-requestid'),
    },
    body: '{"hi":1}',
    isBase64Encoded: false,
  });
  const bytes = await (await fetch(url, { method: 'PUT', headers: { 'content-type': 'image/png' }, body: Buffer.from([0, 255]) })).json();
  expect(bytes).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
  const id = new URL(url).pathname.split('/')[2];
  const { request } = await import('node:http');
  const byHost = await new Promise<number | undefined>((resolve, reject) => {
    request(lambda.emulator.endpoint, { headers: { host: `${id}.lambda-url.us-east-1.on.aws` } }, (answer) =>
      resolve(answer.resume().statusCode),
    )
      .on('error', reject)
      .end();
  });
  expect(byHost).toBe(200);
});

test('the function says status, headers, cookies and bytes; or only the body', async () => {
  const url = await urlOf(
    'says',
    `export const handler = async (event) => ({
    '/full': { statusCode: 201, headers: { 'Content-Type': 'image/png', 'X-A': 1 }, cookies: ['a=1', 'b=2'], body: 'AP8=', isBase64Encoded: true },
    '/text': 'plain', '/empty': { statusCode: 204 }, '/bad': { statusCode: 'x' } })[event.rawPath] ?? [1]`,
  );
  const full = await fetch(`${url}full`);
  expect(full.status).toBe(201);
  expect(full.headers.get('content-type')).toBe('image/png');
  expect(full.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect([...new Uint8Array(await full.arrayBuffer())]).toEqual([0, 255]);
  expect(await (await fetch(`${url}text`)).text()).toBe('plain');
  expect((await fetch(`${url}empty`)).status).toBe(204);
  expect((await fetch(`${url}bad`)).status).toBe(502);
  expect(await (await fetch(`${url}other`)).json()).toEqual([1]);
});

test('errors: the handler, a missing permission, an unknown URL, a missing signature', async () => {
  const fails = await fetch(await urlOf('fails', 'export const handler = async () => { throw new Error("x") }'));
  expect([fails.status, await fails.text()]).toEqual([502, 'Internal Server Error']);
  const shut = await fetch(await urlOf('shut', 'export const handler = async () => 1', { open: false }));
  expect([shut.status, await shut.json()]).toEqual([403, { Message: expect.stringContaining('Forbidden') }]);
  const unknown = await fetch(`${lambda.emulator.endpoint}/lambda-url/abc/`);
  expect([unknown.status, await unknown.json()]).toEqual([403, { Message: null }]);
  const signed = await urlOf('signed', 'export const handler = async (event) => event.requestContext.authorizer.iam.accountId', {
    open: false,
    AuthType: 'AWS_IAM',
  });
  expect((await fetch(signed)).status).toBe(403);
  const authorization = 'AWS4-HMAC-SHA256 Credential=111122223333/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=00';
  expect(await (await fetch(signed, { headers: { authorization } })).text()).toBe('111122223333');
});

test('what counts is the event: bytes as base64, and text as JSON', async () => {
  const url = await urlOf('sized', 'export const handler = async (event) => event.body.length');
  const send = async (body: Buffer<ArrayBuffer> | string, type: string) => {
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
    return [answer.status, await answer.json(), answer.headers.get('x-amzn-errortype')];
  };
  const tooLarge = [413, { Message: expect.stringContaining('6291456 bytes') }, 'RequestEntityTooLargeException'];
  const MiB = 1024 ** 2;
  expect(await send(Buffer.alloc(4 * MiB), 'image/png')).toEqual([200, Math.ceil((4 * MiB) / 3) * 4, null]);
  expect(await send(Buffer.alloc(4.5 * MiB), 'image/png')).toEqual(tooLarge);
  expect(await send('x'.repeat(5.9 * MiB), 'text/plain')).toEqual([200, Math.floor(5.9 * MiB), null]);
  expect(await send('x'.repeat(6 * MiB), 'text/plain')).toEqual(tooLarge);
  expect(await send('"'.repeat(3.1 * MiB), 'text/plain')).toEqual(tooLarge);
  expect(await send(Buffer.alloc(7 * MiB), 'image/png')).toEqual(tooLarge);
  const accepted = lambda.emulator.events.since(0).filter((hop) => hop.type === 'lambda.accepted' && hop.resource?.endsWith(':sized'));
  expect(accepted).toHaveLength(2);
});

test('CORS is answered for the function', async () => {
  const url = await urlOf('cors', 'export const handler = async () => "ok"', {
    Cors: { AllowOrigins: ['http://a.example'], AllowMethods: ['POST'], MaxAge: 60 },
  });
  const preflight = await fetch(url, {
    method: 'OPTIONS',
    headers: { origin: 'http://a.example', 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(200);
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    'access-control-allow-origin': 'http://a.example',
    'access-control-allow-methods': 'POST',
    'access-control-max-age': '60',
  });
  expect((await fetch(url, { headers: { origin: 'http://a.example' } })).headers.get('access-control-allow-origin')).toBe(
    'http://a.example',
  );
  expect((await fetch(url, { headers: { origin: 'http://b.example' } })).headers.get('access-control-allow-origin')).toBeNull();
});

test('a URL goes with its configuration', async () => {
  const url = await urlOf('gone', 'export const handler = async () => 1');
  expect(await lambda.client.send(new GetFunctionUrlConfigCommand({ FunctionName: 'gone' }))).toMatchObject({
    FunctionUrl: url,
    AuthType: 'NONE',
    InvokeMode: 'BUFFERED',
  });
  await lambda.client.send(new DeleteFunctionUrlConfigCommand({ FunctionName: 'gone' }));
  expect((await fetch(url)).status).toBe(403);
  await expect(lambda.client.send(new GetFunctionUrlConfigCommand({ FunctionName: 'gone' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
