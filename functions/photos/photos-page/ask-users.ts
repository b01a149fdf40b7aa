import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { clientOptions } from '../../shared/clients/options.ts';
import { requiredEnv } from '../../shared/env.ts';
import { ServiceFailure } from '../../shared/remote/service-failure.ts';
import { type FindProfile, type ProfileAnswer, profileAnswerSchema } from '../../users/profile-messages.ts';

/** More than Users' own patience with Contracts, so that its verdict arrives. */
const PATIENCE_MS = 6_000;

// one attempt: whether to try again is the policy's to say (functions/shared/remote/policies.ts)
const lambda = new LambdaClient(clientOptions(PATIENCE_MS, 1));

/** Asks Users, by invoking its function and waiting. */
export async function askUsers(question: FindProfile): Promise<ProfileAnswer> {
  const answer = await invoke(question);
  const payload = answer.Payload === undefined ? 'null' : Buffer.from(answer.Payload).toString('utf8');
  if (answer.FunctionError !== undefined) throw new ServiceFailure('Users', 'DOWN', { cause: payload });
  return profileAnswerSchema.parse(JSON.parse(payload));
}

async function invoke(question: FindProfile) {
  try {
    return await lambda.send(
      new InvokeCommand({ FunctionName: requiredEnv('FIND_PROFILE_FUNCTION_NAME'), Payload: JSON.stringify(question) }),
      { abortSignal: AbortSignal.timeout(PATIENCE_MS) },
    );
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'TooManyRequestsException') throw new ServiceFailure('Users', 'OVERLOADED', { cause: error });
    throw new ServiceFailure('Users', name === 'TimeoutError' || name === 'AbortError' ? 'SLOW' : 'DOWN', { cause: error });
  }
}
