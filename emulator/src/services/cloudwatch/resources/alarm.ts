import type { Physical, ResourceContext, ResourceType } from '../../service.ts';

/** The numbers of a template may be strings. */
const NUMBERS = new Set(['EvaluationPeriods', 'DatapointsToAlarm', 'Period', 'Threshold']);

type Props = Record<string, unknown> & { AlarmName?: string; Tags?: { Key: string; Value: string }[] };

async function put(AlarmName: string, props: Props, context: ResourceContext): Promise<Physical> {
  const { Tags, AlarmName: _name, ...rest } = props;
  const settings = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, NUMBERS.has(key) ? Number(value) : value]));
  if (settings.ActionsEnabled !== undefined) settings.ActionsEnabled = String(settings.ActionsEnabled) === 'true';
  await context.call('monitoring', 'PutMetricAlarm', { AlarmName, ...settings, Tags: [...context.tags, ...(Tags ?? [])] });
  return { id: AlarmName, attributes: { Arn: `arn:aws:cloudwatch:${context.region}:${context.account}:alarm:${AlarmName}` } };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export const alarm: ResourceType<Props> = {
  type: 'AWS::CloudWatch::Alarm',
  properties: {
    AlarmName: 'replace',
    ActionsEnabled: 'update',
    AlarmActions: 'update',
    AlarmDescription: 'update',
    ComparisonOperator: 'update',
    DatapointsToAlarm: 'update',
    Dimensions: 'update',
    EvaluateLowSampleCountPercentile: 'update',
    EvaluationPeriods: 'update',
    ExtendedStatistic: 'update',
    InsufficientDataActions: 'update',
    MetricName: 'update',
    Metrics: 'update',
    Namespace: 'update',
    OKActions: 'update',
    Period: 'update',
    Statistic: 'update',
    Tags: 'update',
    Threshold: 'update',
    ThresholdMetricId: 'update',
    TreatMissingData: 'update',
    Unit: 'update',
  },
  create: (props, context) => put(props.AlarmName ?? context.generateName(255), props, context),
  update: (physical, props, _previous, context) => put(physical.id, props, context),
  async delete(physical, _props, context) {
    await context.call('monitoring', 'DeleteAlarms', { AlarmNames: [physical.id] });
  },
};
