import type { Environment } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { settingsOf } from './settings.ts';

/** Where `cdk` was told to deploy: it sets both variables from the profile. https://docs.aws.amazon.com/cdk/v2/guide/configure-env.html */
const given = (): Environment => ({
  ...(process.env.CDK_DEFAULT_ACCOUNT ? { account: process.env.CDK_DEFAULT_ACCOUNT } : {}),
  ...(process.env.CDK_DEFAULT_REGION ? { region: process.env.CDK_DEFAULT_REGION } : {}),
});

/**
 * The environments of the stacks. As long as all live in one account they name none, so that one template fits every account and region;
 * where Contracts has its own (context `contractsAccount`), both are named, as CDK must know which is which.
 */
export function environmentsOf(scope: Construct): { main: Environment; contracts: Environment } {
  const { contractsAccount, contractsRegion } = settingsOf(scope);
  if (!contractsAccount) return { main: {}, contracts: {} };
  const main = given();
  if (!main.account || !main.region)
    throw new Error(
      'The context contractsAccount needs to know the main account: set CDK_DEFAULT_ACCOUNT and CDK_DEFAULT_REGION (`cdk` does).',
    );
  return { main, contracts: { account: contractsAccount, region: contractsRegion ?? main.region } };
}

/**
 * Lets another account put events of one source onto a bus, and nothing else. Inside one account no permission is needed, so that this
 * does nothing there. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export function allowEventsFrom(bus: events.EventBus, account: string | undefined, source: string): void {
  if (!account || account === bus.env.account) return;
  new events.CfnEventBusPolicy(bus, `From${account}`, {
    eventBusName: bus.eventBusName,
    statementId: `From${account}`,
    statement: new iam.PolicyStatement({
      sid: `From${account}`,
      principals: [new iam.AccountPrincipal(account)],
      actions: ['events:PutEvents'],
      resources: [bus.eventBusArn],
      conditions: { StringEquals: { 'events:source': source } },
    }).toStatementJson(),
  });
}
