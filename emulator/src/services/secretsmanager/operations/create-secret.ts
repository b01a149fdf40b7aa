import type { CreateSecretCommandInput, CreateSecretCommandOutput } from '@aws-sdk/client-secrets-manager';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { invalidParameter, invalidRequest, secretExists } from '../errors.ts';
import { addVersion, newArn, type SecretRecord, secretsHere, secretsOf } from '../store.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const createSecret: Operation<CreateSecretCommandInput, CreateSecretCommandOutput> = (input, context) => {
  const { Name: name = '', SecretString, SecretBinary } = input;
  if (!/^[\w/+=.@-]{1,512}$/.test(name))
    throw invalidParameter('Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!');
  if (input.AddReplicaRegions?.length) throw unsupported('Secrets Manager', 'replication to other regions');
  const old = secretsHere(context).find((secret) => secret.name === name);
  if (old?.deleteAt !== undefined)
    throw invalidRequest("You can't create this secret because a secret with this name is already scheduled for deletion.");
  if (old) throw secretExists(name);
  const now = context.stack.clock.now();
  const { account, region } = context;
  const secret: SecretRecord = {
    account,
    region,
    arn: newArn(context, name),
    name,
    description: input.Description,
    kmsKeyId: input.KmsKeyId,
    tags: input.Tags ?? [],
    created: now,
    changed: now,
    versions: [],
  };
  secretsOf(context).put(secret.arn, secret);
  const answer = { ARN: secret.arn, Name: name };
  if (SecretString === undefined && SecretBinary === undefined) return answer;
  return { ...answer, VersionId: addVersion(secret, input, context, { token: input.ClientRequestToken }).id };
};
