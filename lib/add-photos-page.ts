import type { App, Environment, Stack } from 'aws-cdk-lib';
import { ChangesStack } from './changes-stack.ts';
import { ContractsStack } from './contracts-stack.ts';
import { PhotosPageStack } from './photos-page-stack.ts';
import { settingsOf } from './settings.ts';
import { type ContractsApi, UsersProfilesStack } from './users-profiles-stack.ts';

export interface AddPhotosPage {
  /** Of the information system, and of the other affiliate. */
  environments: { main: Environment; contracts: Environment };
  /** Notes which service a stack is, and answers the stack. */
  service<S extends Stack>(name: string, stack: S): S;
}

/**
 * Photos, Users and Contracts as the photos page needs them. Where Contracts has an account of its own, CloudFormation can't carry its API's
 * address over: it is deployed first, and its address given to the others (context `contractsApiUrl`); until then there are no others.
 */
export function addPhotosPage(app: App, { environments: { main: env, contracts: elsewhere }, service }: AddPhotosPage): void {
  const { contractsAccount, contractsApiUrl, contractsApiArn, urlAuth } = settingsOf(app);
  const changes = service(
    'changes',
    new ChangesStack(app, 'PushpullChanges', { env, description: 'Pushpull: the bus that hears of every change' }),
  );
  const contracts = service(
    'contracts',
    new ContractsStack(app, 'PushpullContracts', {
      env: elsewhere,
      description: 'Pushpull: Contracts, of another affiliate',
      changesBus: changes.bus,
      ...(contractsAccount && env.account ? { callersAccount: env.account } : {}),
    }),
  );
  let api: ContractsApi = contracts;
  if (contractsAccount) {
    if (!contractsApiUrl) return;
    if (urlAuth === 'iam' && !contractsApiArn)
      throw new Error('The context contractsApiUrl needs contractsApiArn, to call it with signed requests.');
    api = { url: contractsApiUrl, ...(urlAuth === 'iam' ? { signedFunctionArn: contractsApiArn } : {}) };
  }
  const profiles = service(
    'users',
    new UsersProfilesStack(app, 'PushpullProfiles', {
      env,
      description: 'Pushpull: Users keeps who there is',
      changesBus: changes.bus,
      contracts: api,
    }),
  );
  service(
    'photos',
    new PhotosPageStack(app, 'PushpullPage', {
      env,
      description: "Pushpull: a person's photos page",
      changesBus: changes.bus,
      changesArchiveArn: changes.archiveArn,
      findProfile: profiles.findProfile,
      contracts: api,
    }),
  );
}
