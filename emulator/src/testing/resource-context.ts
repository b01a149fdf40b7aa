import type { ResourceContext, Stack } from '../services/service.ts';

/** What CloudFormation hands to a resource type, for tests without a template. */
export function resourceContext(stack: Stack, logicalId: string, account = '111122223333', region = 'us-east-1'): ResourceContext {
  return {
    stack,
    account,
    region,
    principal: `arn:aws:iam::${account}:root`,
    requestId: 'test',
    traceHeader: undefined,
    signal: new AbortController().signal,
    headers: {},
    stackName: 'test',
    stackId: `arn:aws:cloudformation:${region}:${account}:stack/test/1`,
    logicalId,
    resourceType: 'Test::Resource',
    tags: [],
    generateName: (max, options) => {
      const name = `test-${logicalId}-ABCDEF123456`.slice(-max);
      return options?.lowerCase ? name.toLowerCase() : name;
    },
    call: (service, operation, input) => stack.call(service, operation, input, { account, region }),
  };
}
