import type { Service } from '../service.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getSessionToken } from './operations/get-session-token.ts';

/** Who the caller is, and credentials of another role. Policies are kept by IAM but not evaluated here. */
export const service: Service = {
  name: 'sts',
  protocol: 'aws-query',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: {
    AssumeRole: assumeRole,
    GetCallerIdentity: getCallerIdentity,
    GetSessionToken: getSessionToken,
  },
  resources: [],
};
