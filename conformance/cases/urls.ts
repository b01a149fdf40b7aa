import assert from 'node:assert/strict';
import { casesOf } from '../case.ts';
import type { Context } from '../context.ts';
import { lambdaDoc } from '../docs.ts';

/** A function with a public URL; answers with that URL. */
async function withUrl({ createFunction, clients: { lambda } }: Context, source: string, more: object = {}): Promise<string> {
  const { name } = await createFunction(source);
  const { FunctionUrl = '' } = await lambda.createFunctionUrlConfig({ FunctionName: name, AuthType: 'NONE', ...more });
  for (const [StatementId, permission] of Object.entries({
    url: { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' as const },
    function: { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true },
  }))
    await lambda.addPermission({ FunctionName: name, StatementId, Principal: '*', ...permission });
  return FunctionUrl;
}

const ECHO = 'export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';

export const urls = casesOf('urls', [
  {
    name: 'event',
    says: 'A request becomes an event of format 2.0: path, query, lower-case headers, method, body',
    doc: lambdaDoc('urls-invocation'),
    async run(context) {
      const url = await withUrl(context, ECHO);
      const { status, text } = await context.http(`${url}a/b%20c?x=1&x=2&y=%26`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Photo': 'Chelsea' },
        body: '{"hello":"url"}',
      });
      assert.equal(status, 200);
      const event = JSON.parse(text);
      assert.equal(event.version, '2.0');
      assert.equal(event.routeKey, '$default');
      assert.match(event.rawPath, /^\/a\/b(%20| )c$/);
      assert.equal(event.rawQueryString, 'x=1&x=2&y=%26');
      assert.deepEqual(event.queryStringParameters, { x: '1,2', y: '&' });
      assert.equal(event.headers['x-photo'], 'Chelsea');
      assert.equal(event.requestContext.http.method, 'POST');
      assert.match(event.requestContext.requestId, /./);
      assert.equal(event.isBase64Encoded, false);
      assert.equal(event.body, '{"hello":"url"}');
    },
  },
  {
    name: 'event-cookies',
    says: 'The cookies of a request are a list in the event',
    doc: lambdaDoc('urls-invocation'),
    async run(context) {
      const { text } = await context.http(await withUrl(context, ECHO), { headers: { cookie: 'one=1; two=2' } });
      assert.deepEqual(JSON.parse(text).cookies, ['one=1', 'two=2']);
    },
  },
  {
    name: 'answer',
    says: 'statusCode, headers and body of the result are the response',
    doc: lambdaDoc('urls-invocation'),
    async run(context) {
      const url = await withUrl(
        context,
        `export const handler = async () => ({ statusCode: 418, headers: { 'X-Tea': 'green', 'content-type': 'text/plain' }, body: 'short and stout' });`,
      );
      const answer = await context.http(url);
      assert.equal(answer.status, 418);
      assert.equal(answer.headers['x-tea'], 'green');
      assert.equal(answer.headers['content-type'], 'text/plain');
      assert.equal(answer.text, 'short and stout');
    },
  },
  {
    name: 'cookies',
    says: 'Each of the result’s cookies is a set-cookie header of the response',
    doc: lambdaDoc('urls-invocation'),
    async run(context) {
      const url = await withUrl(
        context,
        `export const handler = async () => ({ statusCode: 200, cookies: ['a=1; Secure', 'b=2'], body: '' });`,
      );
      assert.deepEqual((await context.http(url)).headers['set-cookie'], ['a=1; Secure', 'b=2']);
    },
  },
  {
    name: 'inferred-answer',
    says: 'A result without statusCode is, as a whole, the body of a 200 of type application/json',
    doc: lambdaDoc('urls-invocation'),
    async run(context) {
      const answer = await context.http(await withUrl(context, 'export const handler = async () => ({ photo: 1, body: "mine" });'));
      assert.equal(answer.status, 200);
      assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
      assert.deepEqual(JSON.parse(answer.text), { photo: 1, body: 'mine' });
    },
  },
  {
    name: 'base64-request',
    says: 'A binary body reaches the function as base64',
    doc: lambdaDoc('urls-invocation'),
    async run(context) {
      const bytes = Buffer.from([0xff, 0xd8, 0x00, 0x80, 0xfe]);
      const { text } = await context.http(await withUrl(context, ECHO), {
        method: 'POST',
        headers: { 'content-type': 'image/jpeg' },
        body: bytes,
      });
      const event = JSON.parse(text);
      assert.equal(event.isBase64Encoded, true);
      assert.equal(event.body, bytes.toString('base64'));
    },
  },
  {
    name: 'base64-answer',
    says: 'A result with isBase64Encoded is sent as its bytes',
    doc: lambdaDoc('urls-invocation'),
    async run(context) {
      const bytes = Buffer.from([0x89, 0x50, 0x00, 0xff]);
      const answer = await context.http(
        await withUrl(
          context,
          `export const handler = async () => ({ statusCode: 200, headers: { 'content-type': 'image/png' }, isBase64Encoded: true, body: '${bytes.toString('base64')}' });`,
        ),
      );
      assert.equal(answer.headers['content-type'], 'image/png');
      assert.deepEqual(answer.bytes, bytes);
    },
  },
  {
    name: 'error',
    says: 'A function that throws is a server error (5XX) to the caller of its URL, without its message',
    doc: lambdaDoc('urls-monitoring'),
    async run(context) {
      const answer = await context.http(
        await withUrl(context, 'export const handler = async () => { throw new Error("secret detail"); };'),
      );
      assert.match(String(answer.status), /^5/);
      assert.ok(!answer.text.includes('secret detail'), `the caller reads ${answer.text}`);
    },
  },
  {
    name: 'cors',
    says: 'A preflight is answered by the CORS settings of the URL, without the function',
    doc: lambdaDoc('urls-configuration'),
    async run(context) {
      const url = await withUrl(context, ECHO, {
        Cors: { AllowOrigins: ['https://photos.example'], AllowMethods: ['POST'], AllowHeaders: ['content-type'], MaxAge: 300 },
      });
      const headers = { origin: 'https://photos.example', 'access-control-request-method': 'POST' };
      const preflight = await context.http(url, {
        method: 'OPTIONS',
        headers: { ...headers, 'access-control-request-headers': 'content-type' },
      });
      assert.match(String(preflight.status), /^2/);
      assert.equal(preflight.headers['access-control-allow-origin'], 'https://photos.example');
      assert.match(preflight.headers['access-control-allow-methods'] ?? '', /POST/);
      assert.equal(preflight.headers['access-control-max-age'], '300');
      const answer = await context.http(url, { method: 'POST', headers: { origin: 'https://photos.example' }, body: '{}' });
      assert.equal(answer.headers['access-control-allow-origin'], 'https://photos.example');
    },
  },
  {
    name: 'auth',
    says: 'A URL with AuthType AWS_IAM refuses an unsigned request: 403',
    doc: lambdaDoc('urls-auth'),
    async run(context) {
      const { name } = await context.createFunction(ECHO);
      const { FunctionUrl = '' } = await context.clients.lambda.createFunctionUrlConfig({ FunctionName: name, AuthType: 'AWS_IAM' });
      assert.equal((await context.http(FunctionUrl)).status, 403);
    },
  },
]);
