import type {
  DeleteDashboardsCommandInput,
  DeleteDashboardsCommandOutput,
  GetDashboardCommandInput,
  GetDashboardCommandOutput,
  ListDashboardsCommandInput,
  ListDashboardsCommandOutput,
  PutDashboardCommandInput,
  PutDashboardCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { dashboardArn, dashboardKey, dashboardsOf } from '../dashboards.ts';

const notFound = (name: string | undefined) =>
  new AwsError('DashboardNotFoundError', `Dashboard ${name} does not exist`, { status: 404, queryCode: 'ResourceNotFound' });
const invalid = (message: string) => new AwsError('DashboardInvalidInputError', message, { queryCode: 'InvalidParameterInput' });

/** Kept and shown: there is nothing here that draws it. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
export const putDashboard: Operation<PutDashboardCommandInput, PutDashboardCommandOutput> = (input, context) => {
  const { DashboardName: name = '', DashboardBody: body = '' } = input;
  if (!/^[\w-]{1,255}$/.test(name))
    throw invalid('The value of the dashboard name must have 1 to 255 characters of A-Z, a-z, 0-9, "-" and "_"');
  let widgets: unknown;
  try {
    ({ widgets } = JSON.parse(body));
  } catch {
    throw invalid('The field DashboardBody must be a valid JSON object');
  }
  if (!Array.isArray(widgets)) throw invalid('The dashboard body is invalid: widgets must be an array');
  dashboardsOf(context).put(dashboardKey(context, name), { account: context.account, name, body, modified: context.stack.clock.now() });
  return { DashboardValidationMessages: [] };
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html */
export const getDashboard: Operation<GetDashboardCommandInput, GetDashboardCommandOutput> = (input, context) => {
  const found = dashboardsOf(context).get(dashboardKey(context, input.DashboardName));
  if (!found) throw notFound(input.DashboardName);
  return { DashboardArn: dashboardArn(context, found.name), DashboardBody: found.body, DashboardName: found.name };
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html */
export const listDashboards: Operation<ListDashboardsCommandInput, ListDashboardsCommandOutput> = (input, context) => ({
  DashboardEntries: [...dashboardsOf(context).values()]
    .filter(({ account, name }) => account === context.account && name.startsWith(input.DashboardNamePrefix ?? ''))
    .map(({ name, body, modified }) => ({
      DashboardName: name,
      DashboardArn: dashboardArn(context, name),
      LastModified: new Date(modified),
      Size: Buffer.byteLength(body),
    })),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html */
export const deleteDashboards: Operation<DeleteDashboardsCommandInput, DeleteDashboardsCommandOutput> = (input, context) => {
  const names = input.DashboardNames ?? [];
  for (const name of names) if (!dashboardsOf(context).has(dashboardKey(context, name))) throw notFound(name);
  for (const name of names) dashboardsOf(context).delete(dashboardKey(context, name));
  return {};
};
