import { AwsError, unsupported } from '../../errors.ts';
import type { Physical, ResourceContext, ResourceType } from '../../service.ts';

// biome-ignore lint/suspicious/noExplicitAny: nested CloudFormation properties, read member by member
export type Bag = Record<string, any>;

const isTrue = (value: unknown) => value === true || value === 'true';

const throughput = (value: Bag | undefined) =>
  value && { ReadCapacityUnits: Number(value.ReadCapacityUnits), WriteCapacityUnits: Number(value.WriteCapacityUnits) };

const indexes = (list: Bag[] | undefined) =>
  list?.map(({ ContributorInsightsSpecification: _, ...index }) => ({
    ...index,
    ...(index.ProvisionedThroughput ? { ProvisionedThroughput: throughput(index.ProvisionedThroughput) } : {}),
  }));

/** CloudFormation hands numbers and booleans over as text where the template wrote them so. */
function createInput(TableName: string, props: Bag, tags: Bag[]): object {
  return {
    TableName,
    KeySchema: props.KeySchema,
    AttributeDefinitions: props.AttributeDefinitions,
    BillingMode: props.BillingMode ?? 'PROVISIONED',
    ProvisionedThroughput: throughput(props.ProvisionedThroughput),
    GlobalSecondaryIndexes: indexes(props.GlobalSecondaryIndexes),
    LocalSecondaryIndexes: props.LocalSecondaryIndexes,
    SSESpecification: sse(props),
    DeletionProtectionEnabled: isTrue(props.DeletionProtectionEnabled),
    TableClass: props.TableClass,
    StreamSpecification: streamInput(props.StreamSpecification),
    Tags: tags.length > 0 ? tags : undefined,
  };
}

const sse = (props: Bag) =>
  props.SSESpecification && { Enabled: isTrue(props.SSESpecification.SSEEnabled), KMSMasterKeyId: props.SSESpecification.KMSMasterKeyId };

function allTags(props: Bag, context: ResourceContext): { Key: string; Value: string }[] {
  return [...new Map([...context.tags, ...(props.Tags ?? [])].map(({ Key, Value }: Bag) => [Key, Value]))].map(([Key, Value]) => ({
    Key,
    Value,
  }));
}

const changed = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);

async function applyTimeToLive(name: string, now: Bag | undefined, before: Bag | undefined, context: ResourceContext): Promise<void> {
  const [on, was] = [
    now && isTrue(now.Enabled) ? now.AttributeName : undefined,
    before && isTrue(before.Enabled) ? before.AttributeName : undefined,
  ];
  if (on === was) return;
  const set = (Enabled: boolean, AttributeName: string) =>
    context.call('dynamodb', 'UpdateTimeToLive', { TableName: name, TimeToLiveSpecification: { Enabled, AttributeName } });
  if (was !== undefined) await set(false, was);
  if (on !== undefined) await set(true, on);
}

async function applyBackups(name: string, specification: Bag | undefined, context: ResourceContext): Promise<void> {
  const days = specification?.RecoveryPeriodInDays;
  await context.call('dynamodb', 'UpdateContinuousBackups', {
    TableName: name,
    PointInTimeRecoverySpecification: {
      PointInTimeRecoveryEnabled: isTrue(specification?.PointInTimeRecoveryEnabled),
      ...(days === undefined ? {} : { RecoveryPeriodInDays: Number(days) }),
    },
  });
}

function streamInput(specification: Bag | undefined) {
  if (specification?.ResourcePolicy) throw unsupported('dynamodb', 'resource policies of streams');
  return specification && { StreamEnabled: true, StreamViewType: specification.StreamViewType };
}

/** Another view is another stream: the old one is switched off, the new one has an ARN of its own. */
async function applyStream(TableName: string, now: Bag | undefined, before: Bag | undefined, context: ResourceContext): Promise<void> {
  if (now?.StreamViewType === before?.StreamViewType) return;
  const set = (StreamSpecification: unknown) => context.call('dynamodb', 'UpdateTable', { TableName, StreamSpecification });
  if (before) await set({ StreamEnabled: false });
  if (now) await set(streamInput(now));
}

/** `StreamArn` is there while the stream is on. */
function physicalOf(id: string, { TableArn, TableId, StreamSpecification, LatestStreamArn }: Bag): Physical {
  return { id, attributes: { Arn: TableArn, TableId, ...(StreamSpecification ? { StreamArn: LatestStreamArn } : {}) } };
}

export async function createTable(props: Bag, tags: Bag[], context: ResourceContext): Promise<Physical> {
  const name: string = props.TableName ?? context.generateName(255);
  const { TableDescription } = await context.call<{ TableDescription: Bag }>(
    'dynamodb',
    'CreateTable',
    JSON.parse(JSON.stringify(createInput(name, props, tags))),
  );
  try {
    await applyTimeToLive(name, props.TimeToLiveSpecification, undefined, context);
    if (props.PointInTimeRecoverySpecification) await applyBackups(name, props.PointInTimeRecoverySpecification, context);
  } catch (error) {
    await context.call('dynamodb', 'UpdateTable', { TableName: name, DeletionProtectionEnabled: false });
    await context.call('dynamodb', 'DeleteTable', { TableName: name });
    throw error;
  }
  return physicalOf(name, TableDescription);
}

export async function updateTable(
  physical: Physical,
  props: Bag,
  previous: Bag,
  tags: { now: Bag[]; before: Bag[] },
  context: ResourceContext,
): Promise<Physical> {
  const TableName = physical.id;
  const input: Bag = { TableName };
  if (changed(props.DeletionProtectionEnabled, previous.DeletionProtectionEnabled))
    input.DeletionProtectionEnabled = isTrue(props.DeletionProtectionEnabled);
  if (changed(props.TableClass, previous.TableClass)) input.TableClass = props.TableClass ?? 'STANDARD';
  if (changed(props.SSESpecification, previous.SSESpecification)) input.SSESpecification = sse(props) ?? { Enabled: false };
  if (changed(props.BillingMode, previous.BillingMode)) input.BillingMode = props.BillingMode ?? 'PROVISIONED';
  if (props.ProvisionedThroughput && changed(props.ProvisionedThroughput, previous.ProvisionedThroughput))
    input.ProvisionedThroughput = throughput(props.ProvisionedThroughput);
  if (changed(props.GlobalSecondaryIndexes, previous.GlobalSecondaryIndexes))
    throw unsupported('dynamodb', 'changes of GlobalSecondaryIndexes');
  if (Object.keys(input).length > 1) await context.call('dynamodb', 'UpdateTable', input);
  await applyTimeToLive(TableName, props.TimeToLiveSpecification, previous.TimeToLiveSpecification, context);
  if (changed(props.PointInTimeRecoverySpecification, previous.PointInTimeRecoverySpecification))
    await applyBackups(TableName, props.PointInTimeRecoverySpecification, context);
  const ResourceArn = physical.attributes.Arn;
  const gone = tags.before.filter(({ Key }) => !tags.now.some((tag) => tag.Key === Key)).map(({ Key }) => Key);
  if (gone.length > 0) await context.call('dynamodb', 'UntagResource', { ResourceArn, TagKeys: gone });
  if (tags.now.length > 0 && changed(tags.now, tags.before)) await context.call('dynamodb', 'TagResource', { ResourceArn, Tags: tags.now });
  await applyStream(TableName, props.StreamSpecification, previous.StreamSpecification, context);
  const { Table } = await context.call<{ Table: Bag }>('dynamodb', 'DescribeTable', { TableName });
  return physicalOf(TableName, Table);
}

export async function deleteTable(physical: Physical, context: ResourceContext): Promise<void> {
  try {
    await context.call('dynamodb', 'DeleteTable', { TableName: physical.id });
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export const table: ResourceType<Bag> = {
  type: 'AWS::DynamoDB::Table',
  properties: {
    TableName: 'replace',
    KeySchema: 'replace',
    AttributeDefinitions: 'update',
    LocalSecondaryIndexes: 'replace',
    GlobalSecondaryIndexes: 'update',
    BillingMode: 'update',
    ProvisionedThroughput: 'update',
    TimeToLiveSpecification: 'update',
    PointInTimeRecoverySpecification: 'update',
    SSESpecification: 'update',
    DeletionProtectionEnabled: 'update',
    TableClass: 'update',
    StreamSpecification: 'update',
    ContributorInsightsSpecification: 'recorded',
    Tags: 'update',
  },
  create: (props, context) => createTable(props, allTags(props, context), context),
  update: (physical, props, previous, context) =>
    updateTable(physical, props, previous, { now: allTags(props, context), before: previous.Tags ?? [] }, context),
  delete: (physical, _props, context) => deleteTable(physical, context),
};
