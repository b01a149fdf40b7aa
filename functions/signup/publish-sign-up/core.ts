import type { DynamoDBRecord } from 'aws-lambda';
import { type UserSignedUp, userSignedUpSchema } from '../messages.ts';

/** What a new account has to say: the account itself is the event. The mapping's filter lets nothing else through. */
export function signUpOf({ dynamodb }: DynamoDBRecord): UserSignedUp {
  const { accountId, email, name, signedUpAt } = dynamodb?.NewImage ?? {};
  return userSignedUpSchema.parse({
    ...{ type: 'UserSignedUp', version: 1 },
    ...{ accountId: accountId?.S, email: email?.S, name: name?.S, signedUpAt: Number(signedUpAt?.N) },
  });
}
