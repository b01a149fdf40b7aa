import type { GetPolicyCommandInput, GetPolicyCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { notFound } from '../errors.ts';
import { policyPlace } from '../policy.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy: Operation<GetPolicyCommandInput, GetPolicyCommandOutput> = (input, context) => {
  const { record, key } = policyPlace(input.FunctionName, input.Qualifier, context);
  const policy = record.policies[key];
  if (!policy) throw notFound('The resource you requested does not exist.');
  return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: policy.statements }), RevisionId: policy.revisionId };
};
