import { AwsError } from '../../errors.ts';
import type { Context, Operation } from '../../service.ts';
import { malformed } from '../errors.ts';
import { targetsOf, testTargets } from '../notifications.ts';
import { checkTags } from '../objects.ts';
import { type BucketRecord, storeOf } from '../store.ts';

/**
 * The configurations of a bucket are alike: a get, a put and a delete of one document. What S3 does with them here: CORS rules and
 * notifications take effect, and so does the block of public ACLs; the others are kept and given back.
 */
interface Configuration {
  /** Input member of the put, and the name it is kept by. */
  member: string;
  /** Operations by their SDK names; a configuration that can't be deleted has no `delete`. */
  get: string;
  put: string;
  delete?: string;
  /** Error of a get where nothing is set; without it the answer is empty. */
  missing?: [code: string, message: string];
  /** From what was kept to the output; by default `{[member]: kept}`. */
  output?: (kept: unknown) => object;
  check?: (value: never, bucket: BucketRecord, context: Context, input: Record<string, unknown>) => void | Promise<void>;
  /** What is kept and given back beside the document; a put answers with it too. */
  beside?: (input: Record<string, unknown>) => object;
}

const spread = (kept: unknown) => ({ ...(kept as object | undefined) });

const CONFIGURATIONS: Configuration[] = [
  {
    member: 'ServerSideEncryptionConfiguration',
    get: 'GetBucketEncryption',
    put: 'PutBucketEncryption',
    delete: 'DeleteBucketEncryption',
    // every bucket encrypts with S3's own keys where nothing else is set
    output: (kept) => ({
      ServerSideEncryptionConfiguration: kept ?? {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
      },
    }),
    check: (value: { Rules?: unknown[] }) => {
      if (!value.Rules?.length) throw malformed();
    },
  },
  {
    member: 'PublicAccessBlockConfiguration',
    get: 'GetPublicAccessBlock',
    put: 'PutPublicAccessBlock',
    delete: 'DeletePublicAccessBlock',
    missing: ['NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'],
    output: (kept) => ({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: false,
        IgnorePublicAcls: false,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
        ...(kept as object),
      },
    }),
  },
  {
    member: 'Policy',
    get: 'GetBucketPolicy',
    put: 'PutBucketPolicy',
    delete: 'DeleteBucketPolicy',
    missing: ['NoSuchBucketPolicy', 'The bucket policy does not exist'],
    check: checkPolicy,
  },
  {
    member: 'LifecycleConfiguration',
    get: 'GetBucketLifecycleConfiguration',
    put: 'PutBucketLifecycleConfiguration',
    delete: 'DeleteBucketLifecycle',
    missing: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
    output: (kept) => reviveDates(kept) as object,
    // Terraform waits until it reads back what it has put, which is AWS's default where nothing else is said
    beside: ({ TransitionDefaultMinimumObjectSize = 'all_storage_classes_128K' }) => ({ TransitionDefaultMinimumObjectSize }),
    check: (value: { Rules?: { Status?: string }[] }) => {
      if (!value.Rules?.length || value.Rules.some((rule) => rule.Status !== 'Enabled' && rule.Status !== 'Disabled')) throw malformed();
    },
  },
  {
    member: 'CORSConfiguration',
    get: 'GetBucketCors',
    put: 'PutBucketCors',
    delete: 'DeleteBucketCors',
    missing: ['NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
    output: spread,
    check: (value: { CORSRules?: { AllowedMethods?: string[]; AllowedOrigins?: string[] }[] }) => {
      if (!value.CORSRules?.length) throw malformed();
      for (const { AllowedMethods = [], AllowedOrigins = [] } of value.CORSRules) {
        if (AllowedMethods.length === 0 || AllowedOrigins.length === 0) throw malformed();
        for (const method of AllowedMethods)
          if (!['GET', 'PUT', 'POST', 'DELETE', 'HEAD'].includes(method))
            throw invalid(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
        for (const origin of AllowedOrigins)
          if (origin.split('*').length > 2) throw invalid(`AllowedOrigin "${origin}" can not have more than one wildcard.`);
      }
    },
  },
  {
    member: 'NotificationConfiguration',
    get: 'GetBucketNotificationConfiguration',
    put: 'PutBucketNotificationConfiguration',
    output: spread,
    check: async (value: object, bucket, context, input) => {
      const targets = targetsOf(value);
      if (!input.SkipDestinationValidation) await testTargets(context, bucket, targets);
    },
  },
  {
    member: 'Tagging',
    get: 'GetBucketTagging',
    put: 'PutBucketTagging',
    delete: 'DeleteBucketTagging',
    missing: ['NoSuchTagSet', 'The TagSet does not exist'],
    output: spread,
    check: (value: { TagSet?: [] }) => void checkTags(value.TagSet ?? [], 50),
  },
  {
    member: 'OwnershipControls',
    get: 'GetBucketOwnershipControls',
    put: 'PutBucketOwnershipControls',
    delete: 'DeleteBucketOwnershipControls',
    missing: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
    check: (value: { Rules?: { ObjectOwnership?: string }[] }) => {
      if (!/^(BucketOwnerPreferred|ObjectWriter|BucketOwnerEnforced)$/.test(value.Rules?.[0]?.ObjectOwnership ?? '')) throw malformed();
    },
  },
  {
    member: 'BucketLoggingStatus',
    get: 'GetBucketLogging',
    put: 'PutBucketLogging',
    output: spread,
    check: (value: { LoggingEnabled?: { TargetBucket?: string } }, _bucket, context) => {
      const target = value.LoggingEnabled?.TargetBucket;
      if (target !== undefined && !storeOf(context).buckets.has(target))
        throw new AwsError('InvalidTargetBucketForLogging', 'The target bucket for logging does not exist', {
          detail: { TargetBucket: target },
        });
    },
  },
];

const invalid = (message: string) => new AwsError('InvalidRequest', message);

function checkPolicy(policy: string): void {
  let document: { Statement?: unknown };
  try {
    document = JSON.parse(policy);
  } catch {
    throw new AwsError('MalformedPolicy', "Policies must be valid JSON and the first byte must be '{'");
  }
  if (!document.Statement) throw new AwsError('MalformedPolicy', 'Missing required field Statement');
}

/** Dates become text, so that the record can be written down; `Date` members alone become dates again. */
const plain = (value: unknown): unknown => (value === undefined || typeof value === 'string' ? value : JSON.parse(JSON.stringify(value)));

function reviveDates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reviveDates);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === 'Date' ? new Date(item) : reviveDates(item)]));
}

function operationsOf(one: Configuration): [string, Operation][] {
  const { member, missing, output = (kept: unknown) => ({ [member]: kept }) } = one;
  const get: Operation = (input, context) => {
    const kept = storeOf(context).bucket(input).configuration[member];
    if (kept === undefined && missing) throw new AwsError(missing[0], missing[1], { status: 404, detail: { BucketName: input.Bucket } });
    return output(kept);
  };
  const put: Operation = async (input, context) => {
    const store = storeOf(context);
    const bucket = store.bucket(input);
    const value = input[member] ?? (member === 'NotificationConfiguration' || member === 'BucketLoggingStatus' ? {} : undefined);
    if (value === undefined) throw malformed();
    await one.check?.(value as never, bucket, context, input);
    const beside = one.beside?.(input);
    const kept = plain(beside ? { ...(value as object), ...beside } : value);
    store.buckets.put(bucket.name, {
      ...store.bucket(input),
      configuration: { ...store.bucket(input).configuration, [member]: kept },
    });
    return beside ?? {};
  };
  const remove: Operation = (input, context) => {
    const store = storeOf(context);
    const bucket = store.bucket(input);
    const { [member]: _, ...configuration } = bucket.configuration;
    store.buckets.put(bucket.name, { ...bucket, configuration });
    return {};
  };
  return [[one.get, get], [one.put, put], ...(one.delete ? [[one.delete, remove] as [string, Operation]] : [])];
}

export const bucketConfiguration: Record<string, Operation> = Object.fromEntries(CONFIGURATIONS.flatMap(operationsOf));

/** Public is a policy that allows anyone something without a condition. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export const getBucketPolicyStatus: Operation = (input, context) => {
  const policy = storeOf(context).bucket(input).configuration.Policy;
  if (policy === undefined)
    throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', { status: 404, detail: { BucketName: input.Bucket } });
  type Statement = { Effect?: string; Principal?: unknown; Condition?: unknown };
  const statements = [JSON.parse(String(policy)).Statement].flat() as Statement[];
  const anyone = (principal: unknown) => principal === '*' || [(principal as { AWS?: unknown } | undefined)?.AWS].flat().includes('*');
  return {
    PolicyStatus: {
      IsPublic: statements.some(({ Effect, Principal, Condition }) => Effect === 'Allow' && anyone(Principal) && !Condition),
    },
  };
};
