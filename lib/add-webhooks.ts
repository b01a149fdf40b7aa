import type { App, Environment, Stack } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { CallbacksStack } from './callbacks-stack.ts';
import { CrmSyncStack } from './crm-sync-stack.ts';
import { type ThirdParty, thirdPartyProps } from './third-party-props.ts';

export interface AddWebhooksProps {
  env: Environment;
  thirdParty: ThirdParty;
  /** Where Users says what became of a share. */
  shareDeliveriesTopic: ITopic;
  /** Tags a stack with its service. */
  service: <S extends Stack>(name: string, stack: S) => S;
}

/** Webhooks in both directions: the CRM tells us, and we tell our clients. */
export function addWebhooks(app: App, { env, thirdParty, shareDeliveriesTopic, service }: AddWebhooksProps): void {
  const parties = thirdPartyProps(thirdParty);
  service('crm-sync', new CrmSyncStack(app, 'PushpullCrmSync', { env, ...parties, description: 'Pushpull: follows the users of the CRM' }));
  service(
    'callbacks',
    new CallbacksStack(app, 'PushpullCallbacks', {
      env,
      ...parties,
      shareDeliveriesTopic,
      description: 'Pushpull: tells clients what became of their shares',
    }),
  );
}
