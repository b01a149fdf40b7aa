import type { CreatePolicyCommandInput, CreatePolicyCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { alreadyExists, validationError } from '../errors.ts';
import { showPolicy } from '../show.ts';
import { checkDocument, makeId, type PolicyRecord, policiesOf, policyArn } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy: Operation<CreatePolicyCommandInput, CreatePolicyCommandOutput> = (input, context) => {
  const { PolicyName: name = '', Path: path = '/' } = input;
  if (!/^[\w+=,.@-]{1,128}$/.test(name))
    throw validationError(
      'The specified value for policyName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    );
  const policies = policiesOf(context);
  const now = context.stack.clock.now();
  const policy: PolicyRecord = {
    account: context.account,
    name,
    path,
    id: makeId('ANPA'),
    created: now,
    updated: now,
    description: input.Description,
    tags: input.Tags ?? [],
    defaultVersion: 'v1',
    versions: [{ id: 'v1', document: checkDocument(input.PolicyDocument), created: now }],
    nextVersion: 2,
  };
  if ([...policies.values()].some((other) => other.account === context.account && other.name.toLowerCase() === name.toLowerCase()))
    throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  policies.put(policyArn(policy), policy);
  return { Policy: showPolicy(policy, context) };
};
