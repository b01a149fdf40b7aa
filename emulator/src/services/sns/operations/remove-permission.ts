import type { RemovePermissionCommandInput, RemovePermissionCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { requireTopic } from '../arn.ts';
import { storeOf } from '../store.ts';
import { policyOf } from '../topic-attributes.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html */
export const removePermission: Operation<RemovePermissionCommandInput, RemovePermissionCommandOutput> = ({ TopicArn, Label }, context) => {
  const topic = requireTopic(context, TopicArn);
  const policy = policyOf(topic);
  const Statement = policy.Statement.filter(({ Sid }) => Sid !== Label);
  const Policy = JSON.stringify({ ...policy, Statement });
  storeOf(context.stack).topics.put(topic.arn, { ...topic, attributes: { ...topic.attributes, Policy } });
  return {};
};
