import type { PutPermissionCommandInput, PutPermissionCommandOutput } from '@aws-sdk/client-eventbridge';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { checkName, validation } from '../errors.ts';
import { requireBus } from '../find.ts';
import { parsePolicy } from '../policy.ts';
import { type Statement, storeOf } from '../store.ts';

/** Adds a statement to the policy of a bus, or puts another policy in its place. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html */
export const putPermission: Operation<PutPermissionCommandInput, PutPermissionCommandOutput> = (input, context) => {
  const { Action, Principal, StatementId: sid, Condition, Policy, EventBusName } = input;
  const bus = requireBus(context, EventBusName);
  let policy: Statement[];
  if (Policy !== undefined) {
    if (Action ?? Principal ?? sid ?? Condition)
      throw validation('Parameter Policy must not be given with other parameters of a permission.');
    policy = parsePolicy(Policy);
  } else {
    checkName(sid, 'statementId', 64);
    if (Condition) throw unsupported('events', `a permission with the condition ${Condition.Key}`);
    if (Action !== 'events:PutEvents')
      throw validation('Parameter Action is not valid. Reason: Provided value in parameter is not supported.');
    if (Principal !== '*' && !/^\d{12}$/.test(Principal ?? ''))
      throw validation('Parameter Principal is not valid. Reason: Principal must be * or an account id.');
    const principal = Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` };
    const statement = { Sid: sid, Effect: 'Allow', Principal: principal, Action, Resource: bus.arn };
    policy = [...bus.policy.filter(({ Sid }) => Sid !== sid), statement];
  }
  storeOf(context.stack).buses.put(bus.arn, { ...bus, policy, modifiedAt: context.stack.clock.now() });
  return {};
};
