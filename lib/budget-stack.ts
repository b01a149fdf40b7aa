import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Construct } from 'constructs';

export interface BudgetStackProps extends StackProps {
  usd: number;
  email: string;
}

/**
 * Writes an email when what has the tag `project` has cost most of what it may, and when the month's forecast says that it will.
 * It stops nothing: AWS's figures are hours old. The tag counts once it is activated as a cost allocation tag, by hand, in the billing
 * console; until then the budget stays at nothing.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class BudgetStack extends Stack {
  constructor(scope: Construct, id: string, { usd, email, ...props }: BudgetStackProps) {
    super(scope, id, props);
    const warn = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number): CfnBudget.NotificationWithSubscribersProperty => ({
      notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold, thresholdType: 'PERCENTAGE' },
      subscribers: [{ subscriptionType: 'EMAIL', address: email }],
    });
    new CfnBudget(this, 'Monthly', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: usd, unit: 'USD' },
        costFilters: { TagKeyValue: ['user:project$pushpull'] },
      },
      notificationsWithSubscribers: [warn('ACTUAL', 80), warn('FORECASTED', 100)],
    });
  }
}
