import type { RemovePermissionCommandInput, RemovePermissionCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { invalidValue, missingParameter } from '../errors.ts';
import { policyOf } from '../permissions.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html */
export function removePermission(input: RemovePermissionCommandInput, context: Context): Answer<RemovePermissionCommandOutput> {
  const store = storeOf(context.stack);
  const { record } = store.byUrl(input.QueueUrl, context);
  if (!input.Label) throw missingParameter('Label');
  const policy = policyOf(record);
  const left = policy.Statement.filter(({ Sid }) => Sid !== input.Label);
  if (left.length === policy.Statement.length) throw invalidValue('Label', input.Label, "can't find label on existing policy.");
  if (left.length > 0) record.attributes.Policy = JSON.stringify({ ...policy, Statement: left });
  else delete record.attributes.Policy;
  store.save(record);
  return {};
}
