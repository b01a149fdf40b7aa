import assert from 'node:assert/strict';
import { casesOf } from '../case.ts';
import { lambdaApi, lambdaDoc } from '../docs.ts';
import { TELL, TELLS } from '../make/functions.ts';

export const invoke = casesOf('invoke', [
  {
    name: 'sync',
    says: 'A synchronous invocation answers 200 with the JSON of what the handler returned, and the version that ran',
    doc: lambdaDoc('invocation-sync'),
    async run({ createFunction, invoke }) {
      const { name } = await createFunction('export const handler = async (event) => ({ got: event, at: "home" });');
      const answer = await invoke(name, { a: [1, 'two', null] });
      assert.equal(answer.StatusCode, 200);
      assert.equal(answer.FunctionError, undefined);
      assert.equal(answer.ExecutedVersion, '$LATEST');
      assert.deepEqual(answer.result, { got: { a: [1, 'two', null] }, at: 'home' });
    },
  },
  {
    name: 'nothing-returned',
    says: 'A handler that returns nothing is answered with null',
    doc: lambdaDoc('nodejs-handler'),
    async run({ createFunction, invoke }) {
      const { name } = await createFunction('export const handler = async () => {};');
      assert.equal((await invoke(name)).result, null);
    },
  },
  {
    name: 'context',
    says: "The context has the function's name, ARN, memory, request id and the time that is left; the environment has the documented variables",
    doc: lambdaDoc('nodejs-context'),
    async run({ createFunction, invoke, target }) {
      const { name, arn } = await createFunction(
        'export const handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis(), env: process.env });',
        { MemorySize: 256, Timeout: 8, Environment: { Variables: { PHOTO: 'chelsea' } } },
      );
      const { result, $metadata } = await invoke(name);
      assert.equal(result.functionName, name);
      assert.equal(result.functionVersion, '$LATEST');
      assert.equal(result.invokedFunctionArn, arn);
      assert.equal(String(result.memoryLimitInMB), '256');
      assert.equal(result.awsRequestId, $metadata.requestId);
      assert.ok(result.left > 0 && result.left <= 8000, `${result.left} ms left of 8000`);
      assert.equal(result.env.AWS_LAMBDA_FUNCTION_NAME, name);
      assert.equal(result.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE, '256');
      assert.equal(result.env.AWS_LAMBDA_FUNCTION_VERSION, '$LATEST');
      assert.equal(result.env.AWS_LAMBDA_LOG_GROUP_NAME, `/aws/lambda/${name}`);
      assert.equal(result.env.AWS_REGION, target.region);
      assert.equal(result.env._HANDLER, 'index.handler');
      assert.equal(result.env.PHOTO, 'chelsea');
      assert.ok(result.env.AWS_ACCESS_KEY_ID, 'credentials of the role');
    },
  },
  {
    name: 'trace-id',
    says: 'The environment variable _X_AMZN_TRACE_ID holds the trace of the invocation',
    doc: lambdaDoc('configuration-envvars'),
    async run({ createFunction, invoke }) {
      const { name } = await createFunction('export const handler = async () => process.env._X_AMZN_TRACE_ID ?? "";');
      assert.match((await invoke(name)).result, /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}/);
    },
  },
  {
    name: 'warm',
    says: 'A second invocation finds the module state of the first, since the execution environment is kept',
    doc: lambdaDoc('lambda-runtime-environment'),
    async run({ createFunction, invoke }) {
      const { name } = await createFunction('let n = 0; export const handler = async () => ++n;');
      assert.deepEqual([(await invoke(name)).result, (await invoke(name)).result], [1, 2]);
    },
  },
  {
    name: 'error',
    says: 'A thrown error is 200 with FunctionError Unhandled, its type, its message and its stack as trace',
    doc: lambdaDoc('nodejs-exceptions'),
    async run({ createFunction, invoke }) {
      const { name } = await createFunction('export const handler = async () => { throw new RangeError("too far"); };');
      const answer = await invoke(name);
      assert.equal(answer.StatusCode, 200);
      assert.equal(answer.FunctionError, 'Unhandled');
      assert.equal(answer.result.errorType, 'RangeError');
      assert.equal(answer.result.errorMessage, 'too far');
      assert.match(answer.result.trace[0], /RangeError: too far/);
    },
  },
  {
    name: 'timeout',
    says: 'A function that runs longer than its timeout is ended: FunctionError, "Task timed out after 8.00 seconds"; the next invocation works',
    doc: lambdaDoc('troubleshooting-invocation'),
    async run({ createFunction, invoke }) {
      const { name } = await createFunction(
        'export const handler = async ({ hang }) => hang ? new Promise((r) => setTimeout(r, 60_000)) : 1;',
        // of which the next invocation needs some to start the process again
        { Timeout: 8 },
      );
      const answer = await invoke(name, { hang: true });
      assert.equal(answer.StatusCode, 200);
      assert.equal(answer.FunctionError, 'Unhandled');
      assert.match(answer.result.errorMessage, /Task timed out after 8\.00 seconds/);
      assert.equal((await invoke(name)).result, 1);
    },
  },
  {
    name: 'exit',
    says: 'A process that ends itself is a function error of type Runtime.ExitError; the next invocation gets a new one',
    doc: lambdaDoc('troubleshooting-invocation'),
    async run({ createFunction, invoke }) {
      const { name } = await createFunction('export const handler = async ({ exit }) => { if (exit) process.exit(3); return 1; };');
      const answer = await invoke(name, { exit: true });
      assert.equal(answer.FunctionError, 'Unhandled');
      assert.equal(answer.result.errorType, 'Runtime.ExitError');
      assert.equal((await invoke(name)).result, 1);
    },
  },
  {
    name: 'init-error',
    says: 'An error while the module is loaded is a function error with its message',
    doc: lambdaDoc('lambda-runtime-environment'),
    async run({ createFunction, invoke }) {
      const { name } = await createFunction('throw new TypeError("not today"); export const handler = async () => 1;');
      const answer = await invoke(name);
      assert.equal(answer.FunctionError, 'Unhandled');
      assert.match(answer.result.errorMessage, /not today/);
    },
  },
  {
    name: 'no-handler',
    says: 'A handler that the module does not export is the function error Runtime.HandlerNotFound',
    doc: lambdaDoc('troubleshooting-invocation'),
    async run({ createFunction, invoke }) {
      const { name } = await createFunction('export const other = 1;');
      const answer = await invoke(name);
      assert.equal(answer.FunctionError, 'Unhandled');
      assert.equal(answer.result.errorType, 'Runtime.HandlerNotFound');
    },
  },
  {
    name: 'log-tail',
    says: 'LogType Tail answers with the last lines of the log: START, what was printed, END and REPORT',
    doc: lambdaDoc('nodejs-logging'),
    async run({ createFunction, invoke }) {
      const { name } = await createFunction('export const handler = async () => { console.log("hello from inside"); };');
      const { LogResult, $metadata } = await invoke(name, {}, { LogType: 'Tail' });
      const lines = Buffer.from(LogResult ?? '', 'base64').toString();
      assert.match(lines, new RegExp(`START RequestId: ${$metadata.requestId} Version: \\$LATEST`));
      assert.match(lines, new RegExp(`${$metadata.requestId}\\tINFO\\thello from inside`));
      assert.match(lines, new RegExp(`END RequestId: ${$metadata.requestId}`));
      assert.match(lines, /REPORT RequestId: .*Duration: [\d.]+ ms.*Billed Duration: \d+ ms.*Memory Size: 128 MB/);
    },
  },
  {
    name: 'event',
    says: 'InvocationType Event answers 202 with no payload, and the function runs with the event',
    doc: lambdaDoc('invocation-async'),
    async run({ createFunction, invoke, saw }) {
      const { name } = await createFunction(TELLS);
      const answer = await invoke(name, { later: true }, { InvocationType: 'Event' });
      assert.equal(answer.StatusCode, 202);
      assert.equal(answer.result, undefined);
      assert.deepEqual(await saw(name, 1), [{ later: true }]);
    },
  },
  {
    name: 'dry-run',
    says: 'InvocationType DryRun answers 204 and runs nothing',
    doc: lambdaApi('API_Invoke'),
    async run({ createFunction, invoke, seen }) {
      const { name } = await createFunction(TELLS);
      assert.equal((await invoke(name, { dry: true }, { InvocationType: 'DryRun' })).StatusCode, 204);
      assert.deepEqual(await seen(name), []);
    },
  },
  {
    name: 'payload-not-json',
    says: 'A payload that is no JSON is refused: InvalidRequestContentException',
    doc: lambdaApi('API_Invoke'),
    async run({ createFunction, clients: { lambda } }) {
      const { name } = await createFunction(TELLS);
      await assert.rejects(lambda.invoke({ FunctionName: name, Payload: Buffer.from('{not json') }), {
        name: 'InvalidRequestContentException',
      });
    },
  },
  {
    name: 'payload-too-large',
    says: 'A request above 6 MB is refused: RequestTooLargeException',
    doc: lambdaDoc('gettingstarted-limits'),
    async run({ createFunction, invoke }) {
      const { name } = await createFunction('export const handler = async () => 1;');
      await assert.rejects(invoke(name, 'x'.repeat(6_400_000)), (error: Error & { $metadata?: { httpStatusCode?: number } }) => {
        assert.match(error.name, /^Request(Entity)?TooLargeException$/);
        assert.equal(error.$metadata?.httpStatusCode, 413);
        return true;
      });
    },
  },
  {
    name: 'response-too-large',
    says: 'A response above 6 MB is a function error: Function.ResponseSizeTooLarge',
    doc: lambdaDoc('gettingstarted-limits'),
    async run({ createFunction, invoke }) {
      const { name } = await createFunction('export const handler = async () => "x".repeat(6_400_000);', { MemorySize: 512 });
      const answer = await invoke(name);
      assert.equal(answer.FunctionError, 'Unhandled');
      assert.equal(answer.result.errorType, 'Function.ResponseSizeTooLarge');
    },
  },
  {
    name: 'unknown-function',
    says: 'An unknown function is ResourceNotFoundException (404) that names its ARN',
    doc: lambdaApi('API_Invoke'),
    async run({ invoke, name }) {
      const unknown = name('nobody');
      await assert.rejects(invoke(unknown), (error: Error & { $metadata?: { httpStatusCode?: number } }) => {
        assert.equal(error.name, 'ResourceNotFoundException');
        assert.equal(error.$metadata?.httpStatusCode, 404);
        assert.match(error.message, new RegExp(`Function not found: arn:aws:lambda:[^:]+:\\d{12}:function:${unknown}`));
        return true;
      });
    },
  },
  {
    name: 'reserved-zero',
    says: 'Reserved concurrency 0 refuses every invocation: TooManyRequestsException (429) with its reason',
    doc: lambdaDoc('configuration-concurrency'),
    async run({ createFunction, invoke, clients: { lambda } }) {
      const { name } = await createFunction('export const handler = async () => 1;');
      await lambda.putFunctionConcurrency({ FunctionName: name, ReservedConcurrentExecutions: 0 });
      await assert.rejects(invoke(name), {
        name: 'TooManyRequestsException',
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      });
      await lambda.deleteFunctionConcurrency({ FunctionName: name });
      assert.equal((await invoke(name)).result, 1);
    },
  },
  {
    name: 'reserved-one',
    says: 'With reserved concurrency 1 an invocation beside a running one is throttled',
    doc: lambdaDoc('lambda-concurrency'),
    async run({ createFunction, invoke, saw, clients: { lambda } }) {
      const { name } = await createFunction(
        `${TELL}export const handler = async () => { tell(1); await new Promise((r) => setTimeout(r, 4000)); return 'done'; };`,
      );
      await lambda.putFunctionConcurrency({ FunctionName: name, ReservedConcurrentExecutions: 1 });
      const both = await Promise.allSettled([invoke(name), invoke(name)]);
      const refused = both.filter((one) => one.status === 'rejected');
      assert.equal(refused.length, 1, 'one of two at once is throttled');
      assert.equal(refused[0]?.reason.name, 'TooManyRequestsException');
      assert.equal((await saw(name, 1)).length, 1);
    },
  },
  {
    name: 'update-code',
    says: 'After UpdateFunctionCode the next invocation runs the new code',
    doc: lambdaApi('API_UpdateFunctionCode'),
    async run({ createFunction, updateCode, invoke }) {
      const { name } = await createFunction('export const handler = async () => "old";');
      assert.equal((await invoke(name)).result, 'old');
      await updateCode(name, 'export const handler = async () => "new";');
      assert.equal((await invoke(name)).result, 'new');
    },
  },
  {
    name: 'update-environment',
    says: 'After UpdateFunctionConfiguration the next invocation has the new variables',
    doc: lambdaApi('API_UpdateFunctionConfiguration'),
    async run({ createFunction, settled, invoke, clients: { lambda } }) {
      const { name } = await createFunction('export const handler = async () => process.env.MOOD ?? "none";');
      assert.equal((await invoke(name)).result, 'none');
      await lambda.updateFunctionConfiguration({ FunctionName: name, Environment: { Variables: { MOOD: 'sunny' } } });
      await settled(name);
      assert.equal((await invoke(name)).result, 'sunny');
    },
  },
]);
