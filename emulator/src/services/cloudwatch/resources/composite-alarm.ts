import type { Physical, ResourceContext, ResourceType } from '../../service.ts';

interface Props extends Record<string, unknown> {
  AlarmName?: string;
  ActionsEnabled?: unknown;
  Tags?: { Key: string; Value: string }[];
}

async function put(AlarmName: string, { AlarmName: _, ActionsEnabled, Tags, ...rest }: Props, context: ResourceContext): Promise<Physical> {
  const enabled = ActionsEnabled === undefined ? {} : { ActionsEnabled: String(ActionsEnabled) === 'true' };
  await context.call('monitoring', 'PutCompositeAlarm', { AlarmName, ...rest, ...enabled, Tags: [...context.tags, ...(Tags ?? [])] });
  return { id: AlarmName, attributes: { Arn: `arn:aws:cloudwatch:${context.region}:${context.account}:alarm:${AlarmName}` } };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-compositealarm.html */
export const compositeAlarm: ResourceType<Props> = {
  type: 'AWS::CloudWatch::CompositeAlarm',
  properties: {
    AlarmName: 'replace',
    AlarmRule: 'update',
    AlarmDescription: 'update',
    ActionsEnabled: 'update',
    AlarmActions: 'update',
    OKActions: 'update',
    InsufficientDataActions: 'update',
    Tags: 'update',
  },
  create: (props, context) => put(props.AlarmName ?? context.generateName(255), props, context),
  update: (physical, props, _previous, context) => put(physical.id, props, context),
  async delete(physical, _props, context) {
    await context.call('monitoring', 'DeleteAlarms', { AlarmNames: [physical.id] });
  },
};
