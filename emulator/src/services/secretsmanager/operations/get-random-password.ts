import type { GetRandomPasswordCommandInput, GetRandomPasswordCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../service.ts';
import { randomPassword } from '../password.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
export const getRandomPassword: Operation<GetRandomPasswordCommandInput, GetRandomPasswordCommandOutput> = (input) => ({
  RandomPassword: randomPassword(input),
});
