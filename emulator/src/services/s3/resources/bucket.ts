import { AwsError } from '../../errors.ts';
import type { Physical, ResourceContext, ResourceType } from '../../service.ts';
import { convertLifecycle } from './lifecycle.ts';

// biome-ignore lint/suspicious/noExplicitAny: nested CloudFormation properties, read member by member
type Bag = Record<string, any>;

function physical(name: string, region: string): Physical {
  const website = `http://${name}.s3-website-${region}.amazonaws.com`;
  return {
    id: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      WebsiteURL: website,
    },
  };
}

/** `LogDeliveryWrite` → `log-delivery-write` */
const cannedAcl = (name: string) => name.replace(/[a-z](?=[A-Z])/g, '$&-').toLowerCase();

function notifications(config: Bag): Bag {
  const bus: Bag | undefined = config.EventBridgeConfiguration;
  const merge = (rules: Bag[] | undefined, from: string, to: string) =>
    (rules ?? []).map((rule) => ({
      [to]: rule[from],
      Events: [rule.Event],
      ...(rule.Filter?.S3Key?.Rules ? { Filter: { Key: { FilterRules: rule.Filter.S3Key.Rules } } } : {}),
    }));
  return {
    QueueConfigurations: merge(config.QueueConfigurations, 'Queue', 'QueueArn'),
    TopicConfigurations: merge(config.TopicConfigurations, 'Topic', 'TopicArn'),
    ...(bus && String(bus.EventBridgeEnabled ?? true) === 'true' ? { EventBridgeConfiguration: {} } : {}),
    LambdaFunctionConfigurations: merge(config.LambdaConfigurations, 'Function', 'LambdaFunctionArn'),
  };
}

/** Each property, the operation that sets it with its input, and the one that takes it away again. */
const SETTINGS: Record<string, { put: string; input: (value: never) => object; remove?: string; without?: object }> = {
  OwnershipControls: {
    put: 'PutBucketOwnershipControls',
    input: (value: Bag) => ({ OwnershipControls: value }),
    without: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
  },
  PublicAccessBlockConfiguration: {
    put: 'PutPublicAccessBlock',
    input: (value: Bag) => ({
      PublicAccessBlockConfiguration: Object.fromEntries(
        Object.entries(value).map(([name, flag]) => [name, flag === true || flag === 'true']),
      ),
    }),
    remove: 'DeletePublicAccessBlock',
  },
  AccessControl: { put: 'PutBucketAcl', input: (value: string) => ({ ACL: cannedAcl(value) }), without: { ACL: 'private' } },
  BucketEncryption: {
    put: 'PutBucketEncryption',
    input: (value: Bag) => ({
      ServerSideEncryptionConfiguration: {
        Rules: value.ServerSideEncryptionConfiguration.map((rule: Bag) => ({
          ApplyServerSideEncryptionByDefault: rule.ServerSideEncryptionByDefault && {
            SSEAlgorithm: rule.ServerSideEncryptionByDefault.SSEAlgorithm,
            KMSMasterKeyID: rule.ServerSideEncryptionByDefault.KMSMasterKeyID,
          },
          BucketKeyEnabled: rule.BucketKeyEnabled ?? false,
        })),
      },
    }),
    remove: 'DeleteBucketEncryption',
  },
  VersioningConfiguration: {
    put: 'PutBucketVersioning',
    input: (value: Bag) => ({ VersioningConfiguration: { Status: value.Status } }),
    without: { VersioningConfiguration: { Status: 'Suspended' } },
  },
  LifecycleConfiguration: {
    put: 'PutBucketLifecycleConfiguration',
    input: (value: Bag) => ({ LifecycleConfiguration: convertLifecycle(value) }),
    remove: 'DeleteBucketLifecycle',
  },
  CorsConfiguration: {
    put: 'PutBucketCors',
    input: (value: Bag) => ({
      CORSConfiguration: {
        CORSRules: value.CorsRules.map((rule: Bag) => ({
          ID: rule.Id,
          AllowedHeaders: rule.AllowedHeaders,
          AllowedMethods: rule.AllowedMethods,
          AllowedOrigins: rule.AllowedOrigins,
          ExposeHeaders: rule.ExposedHeaders,
          MaxAgeSeconds: rule.MaxAge === undefined ? undefined : Number(rule.MaxAge),
        })),
      },
    }),
    remove: 'DeleteBucketCors',
  },
  LoggingConfiguration: {
    put: 'PutBucketLogging',
    input: (value: Bag) => ({
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket: value.DestinationBucketName, TargetPrefix: value.LogFilePrefix ?? '' } },
    }),
    without: { BucketLoggingStatus: {} },
  },
  Tags: { put: 'PutBucketTagging', input: (value: Bag[]) => ({ Tagging: { TagSet: value } }), remove: 'DeleteBucketTagging' },
  NotificationConfiguration: {
    put: 'PutBucketNotificationConfiguration',
    input: (value: Bag) => ({ NotificationConfiguration: notifications(value) }),
    without: { NotificationConfiguration: {} },
  },
};

/** Brings the settings from `previous` to `props`: sets what is new or changed, takes away what is gone. */
async function apply(name: string, props: Bag, previous: Bag, context: ResourceContext): Promise<void> {
  for (const [property, setting] of Object.entries(SETTINGS)) {
    const [now, before] = [settingOf(property, props, context), settingOf(property, previous, context)];
    if (JSON.stringify(now) === JSON.stringify(before)) continue;
    if (now !== undefined) await context.call('s3', setting.put, { Bucket: name, ...setting.input(now as never) });
    else if (setting.remove) await context.call('s3', setting.remove, { Bucket: name });
    else await context.call('s3', setting.put, { Bucket: name, ...setting.without });
  }
}

/** The stack's tags are the bucket's, too; its own outweigh them. */
function settingOf(property: string, props: Bag, context: ResourceContext): unknown {
  if (property !== 'Tags' || props === NOTHING) return props[property];
  const tags = new Map(
    [...context.tags, ...((props.Tags as { Key: string; Value: string }[]) ?? [])].map(({ Key, Value }) => [Key, Value]),
  );
  return tags.size > 0 ? [...tags].map(([Key, Value]) => ({ Key, Value })) : undefined;
}

const NOTHING: Bag = {};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const bucket: ResourceType<Bag> = {
  type: 'AWS::S3::Bucket',
  properties: { BucketName: 'replace', ...Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, 'update' as const])) },
  async create(props, context) {
    const name = props.BucketName ?? context.generateName(63, { lowerCase: true });
    const existing = await context.call<{ Buckets?: { Name?: string }[] }>('s3', 'ListBuckets', {});
    // us-east-1 would answer a second CreateBucket with success and the stack would take over a bucket that is not its own
    if (existing.Buckets?.some((bucket) => bucket.Name === name))
      throw new AwsError('AlreadyExists', `${name} already exists`, { status: 409 });
    await context.call('s3', 'CreateBucket', { Bucket: name });
    try {
      await apply(name, props, NOTHING, context);
    } catch (error) {
      await context.call('s3', 'DeleteBucket', { Bucket: name });
      throw error;
    }
    return physical(name, context.region);
  },
  async update(current, props, previous, context) {
    await apply(current.id, props, previous, context);
    return current;
  },
  async delete(current, _props, context) {
    try {
      await context.call('s3', 'DeleteBucket', { Bucket: current.id });
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'NoSuchBucket')) throw error;
    }
  },
};
