import type {
  GetBucketAclCommandInput,
  GetBucketAclCommandOutput,
  Grant,
  PutBucketAclCommandInput,
  PutBucketAclCommandOutput,
} from '@aws-sdk/client-s3';
import { unsupported } from '../../errors.ts';
import type { Answer, Operation } from '../../service.ts';
import { invalidArgument } from '../errors.ts';
import { checkAcl, ownerOf } from '../objects.ts';
import { storeOf } from '../store.ts';

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const AUTHENTICATED = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const CANNED: Record<string, [string, Grant['Permission']][]> = {
  private: [],
  'public-read': [[ALL_USERS, 'READ']],
  'public-read-write': [
    [ALL_USERS, 'READ'],
    [ALL_USERS, 'WRITE'],
  ],
  'authenticated-read': [[AUTHENTICATED, 'READ']],
  'log-delivery-write': [
    [LOG_DELIVERY, 'WRITE'],
    [LOG_DELIVERY, 'READ_ACP'],
  ],
};

export const getBucketAcl: Operation<GetBucketAclCommandInput, GetBucketAclCommandOutput> = (input, context) => {
  const bucket = storeOf(context).bucket(input);
  const owner = ownerOf(bucket.account);
  const grants = CANNED[String(bucket.configuration.ACL ?? 'private')] ?? [];
  return {
    Owner: owner,
    Grants: [
      { Grantee: { Type: 'CanonicalUser', ...owner }, Permission: 'FULL_CONTROL' },
      ...grants.map(([URI, Permission]) => ({ Grantee: { Type: 'Group', URI }, Permission })),
    ],
  } as Answer<GetBucketAclCommandOutput>;
};

/** Canned ACLs only. */
export const putBucketAcl: Operation<PutBucketAclCommandInput, PutBucketAclCommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  if (input.ACL === undefined) throw unsupported('s3', 'grants of an ACL (canned ACLs only)');
  if (!CANNED[input.ACL]) throw invalidArgument('', 'x-amz-acl', input.ACL);
  checkAcl(bucket, input.ACL);
  store.buckets.put(bucket.name, { ...bucket, configuration: { ...bucket.configuration, ACL: input.ACL } });
  return {};
};
