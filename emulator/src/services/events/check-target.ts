import type { Target } from '@aws-sdk/client-eventbridge';
import { parseArn } from '../arn.ts';
import { unsupported } from '../errors.ts';
import { checkName, constraint, validation } from './errors.ts';
import { parsePath } from './input-path.ts';
import { unknownPlaceholder } from './input-transformer.ts';
import { MAX_AGE_S, MAX_RETRIES } from './retry.ts';
import type { Rule } from './store.ts';
import { isSupported } from './targets/index.ts';

const SUPPORTED = ['Id', 'Arn', 'RoleArn', 'Input', 'InputPath', 'InputTransformer', 'SqsParameters', 'DeadLetterConfig', 'RetryPolicy'];

/** Refuses what EventBridge refuses of a target, and by name what cannot be delivered here. `at`: its place in the request, from 1. */
export function checkTarget(target: Target, at: number, rule: Rule): void {
  checkName(target.Id, `targets.${at}.member.id`, 64);
  const arn = parseArn(target.Arn ?? '');
  if (!arn) throw validation(`Parameter ${target.Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (!isSupported(arn.service)) throw unsupported('events', `targets of ${arn.service}`);
  for (const [name, value] of Object.entries(target))
    if (value !== undefined && !SUPPORTED.includes(name)) throw unsupported('events', `${name} of a target`);
  checkInput(target);
  checkRetries(target, at);
  if (arn.service === 'sqs' && arn.resource.endsWith('.fifo') && !target.SqsParameters?.MessageGroupId)
    throw validation(`Parameter(s) MessageGroupId must be specified for target: ${target.Id}.`);
  if (arn.service === 'events' && arn.account !== rule.account && !target.RoleArn)
    throw validation(`RoleArn is required for target ${target.Arn}.`);
}

function checkInput({ Id, Input, InputPath, InputTransformer }: Target) {
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1)
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  if (Input !== undefined && !isJson(Input)) throw validation(`JSON syntax error in input for target ${Id}.`);
  for (const path of [InputPath, ...Object.values(InputTransformer?.InputPathsMap ?? {})])
    if (path !== undefined && !parsePath(path)) throw validation(`Invalid InputPath for target ${Id}.`);
  const unknown = InputTransformer && unknownPlaceholder(InputTransformer);
  if (unknown) throw validation(`InputTemplate for target ${Id} contains invalid placeholder ${unknown}.`);
}

function checkRetries({ RetryPolicy: policy = {}, DeadLetterConfig }: Target, at: number) {
  const range = (value: number | undefined, name: string, least: number, most: number) => {
    const where = `targets.${at}.member.retryPolicy.${name}`;
    if (value !== undefined && value < least) throw constraint(value, where, `Member must have value greater than or equal to ${least}`);
    if (value !== undefined && value > most) throw constraint(value, where, `Member must have value less than or equal to ${most}`);
  };
  range(policy.MaximumRetryAttempts, 'maximumRetryAttempts', 0, MAX_RETRIES);
  range(policy.MaximumEventAgeInSeconds, 'maximumEventAgeInSeconds', 60, MAX_AGE_S);
  const queue = DeadLetterConfig?.Arn;
  if (queue !== undefined && (parseArn(queue)?.service !== 'sqs' || queue.endsWith('.fifo')))
    throw validation(`Parameter DeadLetterConfig.Arn is not valid. Reason: ${queue} is not the ARN of a standard queue.`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
