import type { DescribeSecretCommandInput, DescribeSecretCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../service.ts';
import { show } from '../show.ts';
import { find, stagesOf } from '../store.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html */
export const describeSecret: Operation<DescribeSecretCommandInput, DescribeSecretCommandOutput> = (input, context) => {
  const secret = find(input.SecretId, context, { deleted: true });
  return { ...show(secret), VersionIdsToStages: stagesOf(secret) };
};
