import type { SecretRecord } from './store.ts';

/** A secret as DescribeSecret and ListSecrets show it. */
export const show = (secret: SecretRecord) => ({
  ARN: secret.arn,
  Name: secret.name,
  Description: secret.description,
  KmsKeyId: secret.kmsKeyId,
  Tags: secret.tags,
  CreatedDate: new Date(secret.created),
  LastChangedDate: new Date(secret.changed),
  LastAccessedDate: secret.accessed === undefined ? undefined : new Date(Math.floor(secret.accessed / 86_400_000) * 86_400_000),
  DeletedDate: secret.deleted === undefined ? undefined : new Date(secret.deleted),
});
