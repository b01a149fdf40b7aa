import type { Credentials } from '@aws-sdk/client-sts';
import type { Context } from '../service.ts';

/** What a session token says of its bearer. */
interface Session {
  arn: string;
  userId: string;
}

/**
 * Credentials that keep their account: an access key id of 12 digits is the account id everywhere in the embedded stack.
 * The token carries who was assumed, so that nothing needs to be looked up (or lost on a restart).
 */
export function makeCredentials(account: string, session: Session, seconds: number, context: Context): Credentials {
  return {
    AccessKeyId: account,
    SecretAccessKey: 'embedded',
    SessionToken: Buffer.from(JSON.stringify(session)).toString('base64'),
    Expiration: new Date(context.stack.clock.now() + seconds * 1000),
  };
}

/** The session that the request was signed with, if any. */
export function sessionOf(context: Context): Session | undefined {
  const token = context.headers['x-amz-security-token'];
  if (!token) return undefined;
  try {
    const session = JSON.parse(Buffer.from(token, 'base64').toString()) as Partial<Session>;
    return session.arn && session.userId ? { arn: session.arn, userId: session.userId } : undefined;
  } catch {
    return undefined;
  }
}
