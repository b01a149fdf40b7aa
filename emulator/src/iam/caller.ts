import type { IncomingMessage } from 'node:http';
import type { Caller } from '../services/service.ts';

const DEFAULT_ACCOUNT = '000000000000';
const DEFAULT_REGION = 'us-east-1';

/** Where a request says who sends it and which service it is for. */
export interface Credential {
  caller: Caller;
  /** Service in the credential scope (`sqs`), absent when the request isn't signed. */
  scope?: string;
  presigned: boolean;
}

/**
 * Reads the SigV4 credential of a request, from its Authorization header or its presigned query. An access key id of 12 digits
 * is the account id, any other belongs to the default account; signatures aren't checked, since no secret is known here.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function credentialOf(request: IncomingMessage, query: URLSearchParams): Credential {
  // SigV2's presigned URLs, which boto3 still makes by default, name only the key
  const presigned = query.get('X-Amz-Credential') ?? query.get('AWSAccessKeyId');
  const text = presigned ?? request.headers.authorization?.match(/Credential=([^,\s]+)/)?.[1];
  const [accessKeyId, , region, scope] = text?.split('/') ?? [];
  const account = accessKeyId && /^\d{12}$/.test(accessKeyId) ? accessKeyId : DEFAULT_ACCOUNT;
  return {
    caller: {
      account,
      region: region || DEFAULT_REGION,
      principal: `arn:aws:iam::${account}:root`,
      ...(accessKeyId ? { accessKeyId } : {}),
    },
    ...(scope ? { scope } : {}),
    presigned: presigned !== null,
  };
}
