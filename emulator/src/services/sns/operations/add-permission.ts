import type { AddPermissionCommandInput, AddPermissionCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { requireTopic } from '../arn.ts';
import { invalidParameter } from '../errors.ts';
import { storeOf } from '../store.ts';
import { policyOf } from '../topic-attributes.ts';

/** Adds a statement to the topic's policy. https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
export const addPermission: Operation<AddPermissionCommandInput, AddPermissionCommandOutput> = (input, context) => {
  const { Label, AWSAccountId: accounts = [], ActionName: actions = [] } = input;
  const topic = requireTopic(context, input.TopicArn);
  if (!Label) throw invalidParameter('Label');
  if (accounts.length === 0) throw invalidParameter('AWSAccountId');
  if (actions.length === 0) throw invalidParameter('ActionName');
  const policy = policyOf(topic);
  if (policy.Statement.some(({ Sid }) => Sid === Label)) throw invalidParameter('Statement already exists');
  const principals = accounts.map((account) => `arn:aws:iam::${account}:root`);
  policy.Statement.push({
    Sid: Label,
    Effect: 'Allow',
    Principal: { AWS: principals.length === 1 ? principals[0] : principals },
    Action: actions.length === 1 ? `SNS:${actions[0]}` : actions.map((action) => `SNS:${action}`),
    Resource: topic.arn,
  });
  storeOf(context.stack).topics.put(topic.arn, { ...topic, attributes: { ...topic.attributes, Policy: JSON.stringify(policy) } });
  return {};
};
