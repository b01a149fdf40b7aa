import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Physical, ResourceContext, ResourceType } from '../../service.ts';
import { ROLE, startLambda } from '../testing.ts';
import { aliasResource } from './alias.ts';
import { eventInvokeConfigResource } from './event-invoke-config.ts';
import { functionResource } from './function.ts';
import { permissionResource } from './permission.ts';
import { urlResource } from './url.ts';
import { versionResource } from './version.ts';

let lambda: Awaited<ReturnType<typeof startLambda>>;
let context: ResourceContext;
beforeAll(async () => {
  lambda = await startLambda();
  const { stack } = lambda.emulator;
  const owner = { account: '000000000000', region: 'us-east-1' };
  context = {
    ...owner,
    stack,
    principal: '',
    requestId: 'r',
    traceHeader: undefined,
    signal: new AbortController().signal,
    headers: {},
    stackName: 's',
    stackId: 's',
    logicalId: 'L',
    resourceType: 'Test::Resource',
    tags: [{ Key: 'of', Value: 'stack' }],
    generateName: () => 's-L-ABC',
    call: (service, operation, input) => stack.call(service, operation, input, owner),
  };
});
afterAll(() => lambda.stop());

const inline = (text: string) => ({ ZipFile: `exports.handler = async () => '${text}' + process.env.NTH` });
const get = (name: string) =>
  context.call<{ Configuration: object; Tags: object; Concurrency?: object }>('lambda', 'GetFunction', { FunctionName: name });

test('a function with all that hangs on it: made, updated, deleted', async () => {
  const props = {
    Code: inline('a'),
    Handler: 'index.handler',
    Runtime: 'nodejs22.x',
    Role: ROLE,
    Timeout: '5',
    Environment: { Variables: { NTH: 1 } },
    Tags: [{ Key: 'k', Value: 'v' }],
    ReservedConcurrentExecutions: 5,
  };
  const fn = await functionResource.create(props, context);
  expect(fn).toEqual({ id: 's-L-ABC', attributes: { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:s-L-ABC' } });
  expect(await get(fn.id)).toMatchObject({
    Configuration: { Timeout: 5 },
    Tags: { of: 'stack', k: 'v' },
    Concurrency: { ReservedConcurrentExecutions: 5 },
  });
  expect((await lambda.invoke(fn.id)).result).toBe('a1');

  const made: [ResourceType, Physical, object][] = [];
  const make = async (type: ResourceType, own: object) => {
    const physical = await type.create(own, context);
    made.unshift([type, physical, own]);
    return physical;
  };
  const version = await make(versionResource, { FunctionName: fn.id });
  expect(version).toMatchObject({ id: `${fn.attributes.Arn}:1`, attributes: { Version: '1' } });
  const alias = await make(aliasResource, { FunctionName: fn.id, FunctionVersion: version.attributes.Version, Name: 'live' });
  expect(alias.id).toBe(`${fn.attributes.Arn}:live`);
  await make(permissionResource, {
    FunctionName: fn.attributes.Arn,
    Action: 'lambda:InvokeFunctionUrl',
    Principal: '*',
    FunctionUrlAuthType: 'NONE',
  });
  const url = await make(urlResource, { TargetFunctionArn: fn.attributes.Arn, AuthType: 'NONE' });
  expect(await (await fetch(url.attributes.FunctionUrl as string)).text()).toBe('a1');
  await make(eventInvokeConfigResource, { FunctionName: fn.id, Qualifier: '$LATEST', MaximumRetryAttempts: '0' });

  const { ReservedConcurrentExecutions: _, ...changed } = { ...props, Code: inline('b'), Environment: { Variables: { NTH: 2 } }, Tags: [] };
  await functionResource.update?.(fn, changed, props, context);
  expect((await lambda.invoke(fn.id)).result).toBe('b2');
  expect((await lambda.invoke(alias.id)).result).toBe('a1');
  const after = await get(fn.id);
  expect(after.Tags).toEqual({ of: 'stack' });
  expect(after.Concurrency).toBeUndefined();

  for (const [type, physical, own] of made) await type.delete(physical, own, context);
  await functionResource.delete(fn, changed, context);
  await functionResource.delete(fn, changed, context);
  await expect(get(fn.id)).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});

test('a name that is taken fails the resource', async () => {
  const props = { FunctionName: 'taken', Code: inline('a'), Handler: 'index.handler', Runtime: 'nodejs22.x', Role: ROLE };
  await functionResource.create(props, context);
  await expect(functionResource.create(props, context)).rejects.toMatchObject({ code: 'AlreadyExists' });
});
