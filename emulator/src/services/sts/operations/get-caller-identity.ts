import type { GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import type { Operation } from '../../service.ts';
import { sessionOf } from '../session.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity: Operation<GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput> = (_input, context) => {
  const session = sessionOf(context);
  return {
    UserId: session?.userId ?? context.accessKeyId ?? context.account,
    Account: context.account,
    Arn: session?.arn ?? context.principal,
  };
};
