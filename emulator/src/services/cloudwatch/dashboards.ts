import type { JournalTable } from '../../journal/journal.ts';
import type { Context } from '../service.ts';

export interface DashboardRecord {
  account: string;
  name: string;
  body: string;
  modified: number;
}

/** Dashboards belong to the account, not to a region. */
export const dashboardsOf = (context: Context): JournalTable<DashboardRecord> => context.stack.journal.table('monitoring.dashboards');
export const dashboardKey = ({ account }: Pick<Context, 'account'>, name: string | undefined) => `${account}/${name}`;
export const dashboardArn = ({ account }: Pick<Context, 'account'>, name: string) => `arn:aws:cloudwatch::${account}:dashboard/${name}`;
