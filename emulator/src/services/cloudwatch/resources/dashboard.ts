import { AwsError } from '../../errors.ts';
import type { Physical, ResourceContext, ResourceType } from '../../service.ts';

interface Props {
  DashboardName?: string;
  DashboardBody: unknown;
}

async function put(DashboardName: string, { DashboardBody: body }: Props, context: ResourceContext): Promise<Physical> {
  const DashboardBody = typeof body === 'string' ? body : JSON.stringify(body);
  await context.call('monitoring', 'PutDashboard', { DashboardName, DashboardBody });
  return { id: DashboardName, attributes: {} };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-dashboard.html */
export const dashboard: ResourceType<Props> = {
  type: 'AWS::CloudWatch::Dashboard',
  properties: { DashboardName: 'replace', DashboardBody: 'update' },
  create: (props, context) => put(props.DashboardName ?? context.generateName(255), props, context),
  update: (physical, props, _previous, context) => put(physical.id, props, context),
  async delete(physical, _props, context) {
    try {
      await context.call('monitoring', 'DeleteDashboards', { DashboardNames: [physical.id] });
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'DashboardNotFoundError')) throw error;
    }
  },
};
