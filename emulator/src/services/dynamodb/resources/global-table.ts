import { unsupported } from '../../errors.ts';
import type { ResourceContext, ResourceType } from '../../service.ts';
import { type Bag, createTable, deleteTable, updateTable } from './table.ts';

/** What CDK's TableV2 makes: a table whose one replica is in the stack's own region. Its settings stand in the replica. */
function tableProps(props: Bag, context: ResourceContext): Bag {
  const replicas: Bag[] = props.Replicas ?? [];
  const own = replicas[0];
  if (replicas.length !== 1 || !own || own.Region !== context.region)
    throw unsupported('dynamodb', `global tables with replicas in other regions than ${context.region}`);
  if (props.WriteProvisionedThroughputSettings || own.ReadProvisionedThroughputSettings)
    throw unsupported('dynamodb', 'provisioned throughput of a global table');
  for (const index of props.GlobalSecondaryIndexes ?? [])
    if (index.WriteProvisionedThroughputSettings) throw unsupported('dynamodb', 'provisioned throughput of a global table');
  const { Replicas: _, SSESpecification, ...rest } = props;
  const { PointInTimeRecoverySpecification, DeletionProtectionEnabled, TableClass, Tags } = own;
  return {
    ...rest,
    BillingMode: props.BillingMode ?? 'PAY_PER_REQUEST',
    SSESpecification: SSESpecification && { SSEEnabled: SSESpecification.SSEEnabled, KMSMasterKeyId: own.SSESpecification?.KMSMasterKeyId },
    PointInTimeRecoverySpecification,
    DeletionProtectionEnabled,
    TableClass,
    Tags,
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html */
export const globalTable: ResourceType<Bag> = {
  type: 'AWS::DynamoDB::GlobalTable',
  properties: {
    TableName: 'replace',
    KeySchema: 'replace',
    AttributeDefinitions: 'update',
    LocalSecondaryIndexes: 'replace',
    GlobalSecondaryIndexes: 'update',
    BillingMode: 'update',
    TimeToLiveSpecification: 'update',
    SSESpecification: 'update',
    StreamSpecification: 'update',
    Replicas: 'update',
  },
  async create(props, context) {
    const table = tableProps(props, context);
    return createTable(table, table.Tags ?? [], context);
  },
  async update(physical, props, previous, context) {
    const [now, before] = [tableProps(props, context), tableProps(previous, context)];
    return updateTable(physical, now, before, { now: now.Tags ?? [], before: before.Tags ?? [] }, context);
  },
  delete: (physical, _props, context) => deleteTable(physical, context),
};
