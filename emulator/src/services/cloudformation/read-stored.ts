import type { GetParameterCommandOutput } from '@aws-sdk/client-ssm';
import type { CallOptions, Stack } from '../service.ts';
import { validationError } from './errors.ts';
import type { ReadStored } from './template/parameters.ts';

/** Reads values of SSM's parameter store for templates. */
export const readStored =
  (stack: Stack, caller: CallOptions): ReadStored =>
  async (name) => {
    try {
      const answer = await stack.call<GetParameterCommandOutput>('ssm', 'GetParameter', { Name: name, WithDecryption: true }, caller);
      return answer.Parameter?.Value ?? '';
    } catch (error) {
      if ((error as Error).name !== 'ParameterNotFound') throw error;
      throw validationError(`Unable to fetch parameters [${name}] from parameter store for this account.`);
    }
  };
