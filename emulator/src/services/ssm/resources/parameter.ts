import type { Physical, ResourceContext, ResourceType } from '../../service.ts';

interface Props {
  Name?: string;
  Type: 'String' | 'StringList';
  Value: string;
  Description?: string;
  AllowedPattern?: string;
  DataType?: string;
  Tier?: string;
  Tags?: Record<string, string>;
}

const tagList = (tags: Record<string, string>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

async function put(Name: string, props: Props, extra: object, context: ResourceContext): Promise<Physical> {
  const { Type, AllowedPattern, DataType, Tier, Description } = props;
  await context.call('ssm', 'PutParameter', {
    Name,
    Value: String(props.Value),
    Type,
    AllowedPattern,
    DataType,
    Tier,
    Description,
    ...extra,
  });
  return { id: Name, attributes: { Type, Value: String(props.Value) } };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export const parameter: ResourceType<Props> = {
  type: 'AWS::SSM::Parameter',
  properties: {
    Name: 'replace',
    Type: 'update',
    Value: 'update',
    Description: 'update',
    AllowedPattern: 'update',
    DataType: 'update',
    Tier: 'update',
    Tags: 'update',
  },
  create: (props, context) =>
    put(props.Name ?? `CFN-${context.generateName(500)}`, props, { Tags: [...context.tags, ...tagList(props.Tags ?? {})] }, context),
  async update(physical, props, previous, context) {
    const resource = { ResourceType: 'Parameter', ResourceId: physical.id };
    const changed = await put(physical.id, props, { Overwrite: true }, context);
    const gone = Object.keys(previous.Tags ?? {}).filter((key) => !(key in (props.Tags ?? {})));
    if (gone.length) await context.call('ssm', 'RemoveTagsFromResource', { ...resource, TagKeys: gone });
    const Tags = [...context.tags, ...tagList(props.Tags ?? {})];
    if (Tags.length) await context.call('ssm', 'AddTagsToResource', { ...resource, Tags });
    return changed;
  },
  async delete(physical, _props, context) {
    await context.call('ssm', 'DeleteParameters', { Names: [physical.id] });
  },
};
