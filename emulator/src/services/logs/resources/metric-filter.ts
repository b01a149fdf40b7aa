import { AwsError } from '../../errors.ts';
import type { Physical, ResourceContext, ResourceType } from '../../service.ts';

interface Props {
  FilterName?: string;
  FilterPattern: string;
  LogGroupName: string;
  MetricTransformations: {
    MetricName: string;
    MetricNamespace: string;
    MetricValue: string;
    DefaultValue?: unknown;
    Dimensions?: { Key: string; Value: string }[];
    Unit?: string;
  }[];
}

async function put(filterName: string, props: Props, context: ResourceContext): Promise<Physical> {
  await context.call('logs', 'PutMetricFilter', {
    filterName,
    filterPattern: props.FilterPattern,
    logGroupName: props.LogGroupName,
    metricTransformations: props.MetricTransformations.map((each) => ({
      metricName: each.MetricName,
      metricNamespace: each.MetricNamespace,
      metricValue: String(each.MetricValue),
      unit: each.Unit,
      ...(each.DefaultValue === undefined ? {} : { defaultValue: Number(each.DefaultValue) }),
      ...(each.Dimensions ? { dimensions: Object.fromEntries(each.Dimensions.map(({ Key, Value }) => [Key, Value])) } : {}),
    })),
  });
  return { id: filterName, attributes: {} };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-metricfilter.html */
export const metricFilter: ResourceType<Props> = {
  type: 'AWS::Logs::MetricFilter',
  properties: { FilterName: 'replace', FilterPattern: 'update', LogGroupName: 'replace', MetricTransformations: 'update' },
  create: (props, context) => put(props.FilterName ?? context.generateName(512), props, context),
  update: (physical, props, _previous, context) => put(physical.id, props, context),
  async delete(physical, props, context) {
    try {
      await context.call('logs', 'DeleteMetricFilter', { filterName: physical.id, logGroupName: props.LogGroupName });
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
    }
  },
};
