import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DeleteFunctionConcurrencyCommand, InvokeCommand, LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Lab } from '../lab/lab.ts';

/** What an operator of ours does in the walkthroughs, with the AWS API and nothing else. */
export function operator({ target, output }: Lab) {
  const { endpoint, region, credentials } = target;
  const options = { region, ...(endpoint ? { endpoint } : {}), ...(credentials ? { credentials } : {}) };
  const lambda = new LambdaClient(options);
  const secrets = new SecretsManagerClient(options);
  const events = new EventBridgeClient(options);
  return {
    /** The schedule waits meanwhile, so that what happens, happens when the story says so. */
    async pauseSchedule() {
      await events.send(new DisableRuleCommand({ Name: output('ReconcileScheduleName') }));
    },
    /** What the schedule does every quarter of an hour. Answers how many changes it read; undefined when it failed. */
    async reconcile(): Promise<number | undefined> {
      const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: output('ReconcileCrmName') }));
      if (FunctionError !== undefined) return undefined;
      return (JSON.parse(Buffer.from(Payload ?? []).toString()) as { read: number }).read;
    },
    /** No request gets through any more: Lambda answers 429 in our place. */
    async takeDown(functionName: string) {
      await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: functionName, ReservedConcurrentExecutions: 0 }));
    },
    async bringUp(functionName: string) {
      await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: functionName }));
    },
    async secrets(): Promise<Record<string, string>> {
      const { SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId: output('CrmWebhookSecretArn') }));
      return JSON.parse(SecretString);
    },
    async setSecrets(active: Record<string, string>) {
      await secrets.send(new PutSecretValueCommand({ SecretId: output('CrmWebhookSecretArn'), SecretString: JSON.stringify(active) }));
    },
  };
}
export type Operator = ReturnType<typeof operator>;
