import assert from 'node:assert/strict';
import { casesOf } from '../case.ts';
import { lambdaDoc } from '../docs.ts';
import { TELL } from '../make/functions.ts';

const FAILS = `${TELL}export const handler = async (event, context) => { tell(context.awsRequestId); throw new Error('no provider'); };`;

export const async = casesOf('async', [
  {
    name: 'retries',
    says: 'A failing event is tried twice more, after 1 and 2 minutes, under the same request id; then its record goes to the failure destination: RetriesExhausted, 3 attempts',
    doc: lambdaDoc('invocation-async-error-handling'),
    slowSeconds: 200,
    async run({ createFunction, createQueue, invoke, saw, take, clients: { lambda } }) {
      // where the stack's clock is fast, so is a function's timeout
      const { name, arn } = await createFunction(FAILS, { Timeout: 300 });
      const queue = await createQueue();
      await lambda.putFunctionEventInvokeConfig({
        FunctionName: name,
        DestinationConfig: { OnFailure: { Destination: queue.arn } },
      });
      await invoke(name, { share: 7 }, { InvocationType: 'Event' });
      const [message] = await take(queue, 1);
      const record = JSON.parse(message?.Body ?? '');
      assert.equal(record.version, '1.0');
      assert.equal(record.requestContext.condition, 'RetriesExhausted');
      assert.equal(record.requestContext.approximateInvokeCount, 3);
      assert.equal(record.requestContext.functionArn, `${arn}:$LATEST`);
      assert.deepEqual(record.requestPayload, { share: 7 });
      assert.equal(record.responseContext.statusCode, 200);
      assert.equal(record.responseContext.functionError, 'Unhandled');
      assert.equal(record.responsePayload.errorMessage, 'no provider');
      const ids = await saw(name, 3);
      assert.equal(ids.length, 3);
      assert.deepEqual([...new Set(ids)], [record.requestContext.requestId]);
    },
  },
  {
    name: 'no-retries',
    says: 'MaximumRetryAttempts 0 tries once',
    doc: lambdaDoc('invocation-async-configuring'),
    async run({ createFunction, createQueue, invoke, saw, take, clients: { lambda } }) {
      const { name } = await createFunction(FAILS);
      const queue = await createQueue();
      await lambda.putFunctionEventInvokeConfig({
        FunctionName: name,
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: queue.arn } },
      });
      await invoke(name, {}, { InvocationType: 'Event' });
      const [message] = await take(queue, 1);
      assert.equal(JSON.parse(message?.Body ?? '').requestContext.approximateInvokeCount, 1);
      assert.equal((await saw(name, 1)).length, 1);
    },
  },
  {
    name: 'on-success',
    says: 'The success destination gets a record with the request, the response and the condition Success',
    doc: lambdaDoc('invocation-async-retain-records'),
    async run({ createFunction, createQueue, invoke, take, clients: { lambda } }) {
      const { name, arn } = await createFunction('export const handler = async ({ n }) => ({ doubled: n * 2 });');
      const queue = await createQueue();
      await lambda.putFunctionEventInvokeConfig({ FunctionName: name, DestinationConfig: { OnSuccess: { Destination: queue.arn } } });
      await invoke(name, { n: 21 }, { InvocationType: 'Event' });
      const [message] = await take(queue, 1);
      const record = JSON.parse(message?.Body ?? '');
      assert.equal(record.requestContext.condition, 'Success');
      assert.equal(record.requestContext.functionArn, `${arn}:$LATEST`);
      assert.equal(record.requestContext.approximateInvokeCount, 1);
      assert.deepEqual(record.requestPayload, { n: 21 });
      assert.deepEqual(record.responsePayload, { doubled: 42 });
      assert.equal(record.responseContext.executedVersion, '$LATEST');
    },
  },
  {
    name: 'destination-function',
    says: 'A function as success destination is invoked with the record',
    doc: lambdaDoc('invocation-async-retain-records'),
    async run({ createFunction, invoke, saw, clients: { lambda } }) {
      const first = await createFunction('export const handler = async () => "one";');
      const second = await createFunction(`${TELL}export const handler = async (event) => { tell(event); };`);
      await lambda.putFunctionEventInvokeConfig({
        FunctionName: first.name,
        DestinationConfig: { OnSuccess: { Destination: second.arn } },
      });
      await invoke(first.name, {}, { InvocationType: 'Event' });
      const [record] = await saw(second.name, 1);
      assert.equal(record.responsePayload, 'one');
      assert.equal(record.requestContext.condition, 'Success');
    },
  },
  {
    name: 'dead-letter-queue',
    says: 'A dead-letter queue gets the event itself, with the attributes RequestID, ErrorCode and ErrorMessage',
    doc: lambdaDoc('invocation-async-retain-records'),
    async run({ createFunction, createQueue, invoke, take, clients: { lambda } }) {
      const queue = await createQueue();
      const { name } = await createFunction(FAILS, { DeadLetterConfig: { TargetArn: queue.arn } });
      await lambda.putFunctionEventInvokeConfig({ FunctionName: name, MaximumRetryAttempts: 0 });
      await invoke(name, { share: 9 }, { InvocationType: 'Event' });
      const [message] = await take(queue, 1);
      assert.deepEqual(JSON.parse(message?.Body ?? ''), { share: 9 });
      const { RequestID, ErrorCode, ErrorMessage } = message?.MessageAttributes ?? {};
      assert.match(RequestID?.StringValue ?? '', /^[0-9a-f-]{36}$/);
      assert.equal(ErrorCode?.StringValue, '200');
      assert.match(ErrorMessage?.StringValue ?? '', /no provider/);
    },
  },
  {
    name: 'throttled',
    says: 'With reserved concurrency 0 an event is accepted (202) and goes to the failure destination without a try',
    doc: lambdaDoc('invocation-async-retain-records'),
    async run({ createFunction, createQueue, invoke, take, seen, clients: { lambda } }) {
      const { name } = await createFunction(FAILS);
      const queue = await createQueue();
      await lambda.putFunctionEventInvokeConfig({ FunctionName: name, DestinationConfig: { OnFailure: { Destination: queue.arn } } });
      await lambda.putFunctionConcurrency({ FunctionName: name, ReservedConcurrentExecutions: 0 });
      assert.equal((await invoke(name, { n: 1 }, { InvocationType: 'Event' })).StatusCode, 202);
      const [message] = await take(queue, 1);
      assert.deepEqual(JSON.parse(message?.Body ?? '').requestPayload, { n: 1 });
      assert.deepEqual(await seen(name), []);
    },
  },
]);
