import type { GetSessionTokenCommandInput, GetSessionTokenCommandOutput } from '@aws-sdk/client-sts';
import type { Operation } from '../../service.ts';
import { validationError } from '../errors.ts';
import { makeCredentials, sessionOf } from '../session.ts';

/** Default 12 hours, 15 minutes to 36 hours. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const getSessionToken: Operation<GetSessionTokenCommandInput, GetSessionTokenCommandOutput> = (input, context) => {
  const seconds = input.DurationSeconds ?? 43_200;
  if (seconds < 900 || seconds > 129_600)
    throw validationError(
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must be between 900 and 129600`,
    );
  const session = sessionOf(context) ?? { arn: context.principal, userId: context.accessKeyId ?? context.account };
  return { Credentials: makeCredentials(context.account, session, seconds, context) };
};
