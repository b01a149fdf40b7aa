import type { AddPermissionCommandInput, AddPermissionCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { invalidValue, missingParameter } from '../errors.ts';
import { policyOf } from '../permissions.ts';
import { storeOf } from '../store.ts';

const ACTIONS = [
  '*',
  'SendMessage',
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
];

const only = (values: string[]) => (values.length === 1 ? values[0] : values);

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
export function addPermission(input: AddPermissionCommandInput, context: Context): Answer<AddPermissionCommandOutput> {
  const store = storeOf(context.stack);
  const { record } = store.byUrl(input.QueueUrl, context);
  const { Label, Actions = [], AWSAccountIds = [] } = input;
  if (!Label) throw missingParameter('Label');
  if (!/^[\w-]{1,80}$/.test(Label))
    throw invalidValue('Label', Label, 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.');
  if (AWSAccountIds.length === 0) throw missingParameter('AWSAccountId');
  if (Actions.length === 0) throw missingParameter('ActionName');
  for (const action of Actions)
    if (!ACTIONS.includes(action))
      throw invalidValue('ActionName', `SQS:${action}`, `Only the queue owner is allowed to invoke this action.`);
  for (const id of AWSAccountIds) if (!/^\d{12}$/.test(id)) throw invalidValue('PrincipalId', id, 'Unable to verify.');
  const policy = policyOf(record);
  if (policy.Statement.some(({ Sid }) => Sid === Label)) throw invalidValue('Label', Label, 'Already exists.');
  policy.Statement.push({
    Sid: Label,
    Effect: 'Allow',
    Principal: { AWS: only(AWSAccountIds.map((id) => `arn:aws:iam::${id}:root`)) },
    Action: only(Actions.map((action) => `SQS:${action}`)),
    Resource: record.arn,
  });
  record.attributes.Policy = JSON.stringify(policy);
  store.save(record);
  return {};
}
