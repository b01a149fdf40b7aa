import type {
  DeleteResourcePolicyCommandInput,
  DeleteResourcePolicyCommandOutput,
  GetResourcePolicyCommandInput,
  GetResourcePolicyCommandOutput,
  PutResourcePolicyCommandInput,
  PutResourcePolicyCommandOutput,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../service.ts';
import { find, secretsOf } from '../store.ts';

/** Kept and shown, like every policy of the embedded stack. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html */
export const putResourcePolicy: Operation<PutResourcePolicyCommandInput, PutResourcePolicyCommandOutput> = (input, context) => {
  const secret = find(input.SecretId, context);
  secretsOf(context).put(secret.arn, { ...secret, policy: input.ResourcePolicy });
  return { ARN: secret.arn, Name: secret.name };
};

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html */
export const getResourcePolicy: Operation<GetResourcePolicyCommandInput, GetResourcePolicyCommandOutput> = (input, context) => {
  const { arn, name, policy } = find(input.SecretId, context);
  return { ARN: arn, Name: name, ResourcePolicy: policy };
};

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteResourcePolicy.html */
export const deleteResourcePolicy: Operation<DeleteResourcePolicyCommandInput, DeleteResourcePolicyCommandOutput> = (input, context) => {
  const { policy: _, ...secret } = find(input.SecretId, context);
  secretsOf(context).put(secret.arn, secret);
  return { ARN: secret.arn, Name: secret.name };
};
