import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { ServiceFaults } from '../../functions/shared/middleware/faults.ts';
import type { Lab } from '../lab/lab.ts';

/** The functions that answer for Users and for Contracts, by the outputs with their names. */
const ANSWERS = { Users: 'FindProfileName', Contracts: 'ContractsApiName' } as const;
export type Service = keyof typeof ANSWERS;

const clients = new WeakMap<Lab['target'], LambdaClient>();

export function lambdaOf({ target }: Lab): LambdaClient {
  const { endpoint, region, credentials } = target;
  const client =
    clients.get(target) ?? new LambdaClient({ region, ...(endpoint ? { endpoint } : {}), ...(credentials ? { credentials } : {}) });
  clients.set(target, client);
  return client;
}

/** Has a service fail to order (its variable FAULTS), or be well: as its own people would on a game day. Its environments start anew. */
export async function setFaults(lab: Lab, service: Service, faults: ServiceFaults | undefined): Promise<void> {
  const lambda = lambdaOf(lab);
  const FunctionName = lab.output(ANSWERS[service]);
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const { FAULTS: _, ...Variables } = Environment?.Variables ?? {};
  const wanted = faults ? { ...Variables, FAULTS: JSON.stringify(faults) } : Variables;
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables: wanted } }));
  await lab.until(`${service} has its new configuration`, 10 * lab.target.timeScale, async () => {
    const { LastUpdateStatus } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return LastUpdateStatus === 'Successful';
  });
}

/** The most that run at once of the function that answers for a service; 0: it is shut, as an operator shuts a function; undefined: no limit. */
export async function limit(lab: Lab, service: Service, most: number | undefined): Promise<void> {
  const FunctionName = lab.output(ANSWERS[service]);
  if (most === undefined) await lambdaOf(lab).send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  else await lambdaOf(lab).send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: most }));
}

/** Whatever a walk before has left behind: both are well. */
export async function mend(lab: Lab): Promise<void> {
  for (const service of ['Users', 'Contracts'] as const) {
    await limit(lab, service, undefined);
    await setFaults(lab, service, undefined);
  }
}
