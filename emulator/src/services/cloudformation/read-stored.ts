import type { GetSecretValueCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { GetParameterCommandOutput } from '@aws-sdk/client-ssm';
import type { CallOptions, Stack } from '../service.ts';
import { validationError } from './errors.ts';
import type { ReadStored, SecretPart } from './template/parameters.ts';

/** Reads values of SSM's parameter store, and secrets, for templates. */
export const readStored =
  (stack: Stack, caller: CallOptions): ReadStored =>
  async (name, secret) => {
    if (secret) return readSecret(stack, caller, name, secret);
    try {
      const answer = await stack.call<GetParameterCommandOutput>('ssm', 'GetParameter', { Name: name, WithDecryption: true }, caller);
      return answer.Parameter?.Value ?? '';
    } catch (error) {
      if ((error as Error).name !== 'ParameterNotFound') throw error;
      throw validationError(`Unable to fetch parameters [${name}] from parameter store for this account.`);
    }
  };

async function readSecret(stack: Stack, caller: CallOptions, SecretId: string, part: SecretPart): Promise<string> {
  const input = { SecretId, VersionStage: part.stage, VersionId: part.version };
  const { SecretString = '' } = await stack.call<GetSecretValueCommandOutput>('secretsmanager', 'GetSecretValue', input, caller);
  if (part.jsonKey === undefined) return SecretString;
  try {
    const value: unknown = JSON.parse(SecretString)[part.jsonKey];
    if (value !== undefined) return typeof value === 'string' ? value : JSON.stringify(value);
  } catch {
    throw validationError(`Could not parse SecretString JSON of ${SecretId}`);
  }
  throw validationError(`Could not find a value associated with JSONKey in SecretString of ${SecretId}`);
}
