import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../emulator.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
});
afterAll(() => emulator.stop());

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const TARGET = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSStepFunctions.ListStateMachines' };

/** What an SDK of a service that isn't here sends, and what it can read: the message gets to its caller only in that shape. */
test.each([
  ['ec2', { method: 'POST', headers: FORM, body: 'Action=CreateVpc&Version=2016-11-15' }, 'CreateVpc', '<Response><Errors><Error><Code>'],
  ['rds', { method: 'POST', headers: FORM, body: 'Action=DescribeDBInstances' }, 'DescribeDBInstances', '<ErrorResponse xmlns=""><Error>'],
  ['route53', {}, 'GET /2013-04-01/hostedzone', '<ErrorResponse xmlns=""><Error>'],
  ['cloudfront', {}, 'GET /2013-04-01/hostedzone', '<ErrorResponse xmlns=""><Error>'],
  ['eks', {}, 'GET /2013-04-01/hostedzone', '{"__type":"UnknownService"'],
  ['states', { method: 'POST', headers: TARGET, body: '{}' }, 'ListStateMachines', '{"__type":"UnknownService"'],
])('%s is refused in its own protocol', async (service, init: RequestInit, operation, begins) => {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=x`;
  const path = init.method ? '/' : '/2013-04-01/hostedzone';
  const response = await fetch(`${emulator.endpoint}${path}`, { ...init, headers: { ...init.headers, authorization } });
  const body = await response.text();
  expect(response.status).toBe(501);
  expect(body).toMatch(new RegExp(`The embedded stack has no service \\S+ \\(asked for ${operation}\\)`));
  expect(body.startsWith(begins), body).toBe(true);
  expect(response.headers.get('content-type')).toContain(begins.startsWith('<') ? 'xml' : 'json');
});
