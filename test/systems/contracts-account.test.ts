import { BaseCredentials, BootstrapEnvironments, BootstrapStackParameters, type IIoHost, Toolkit } from '@aws-cdk/toolkit-lib';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { deployApp, type Outputs } from '../../compare/deploy.ts';
import { type EmbeddedTarget, embeddedTarget } from '../../targets/embedded.ts';

/** Contracts in an account of its own: deployed first, as its address can't be carried over, and the rest with that address. */
const CONTRACTS = '222222222222';
let target: EmbeddedTarget;
let contracts: Outputs;
let page: Outputs;

beforeAll(async () => {
  target = await embeddedTarget({ port: 0, timeScale: 60, seed: 7 });
  const deploy = (stacks: string[], context: Record<string, string> = {}) =>
    deployApp({
      ...{ target, thirdPartyUrl: 'http://127.0.0.1:1', stacks, onProgress() {} },
      context: { contractsAccount: CONTRACTS, ...context },
    });
  await bootstrap(CONTRACTS);
  contracts = await deploy(['PushpullContracts']);
  page = await deploy(['PushpullPage'], { contractsApiUrl: contracts.ContractsApiUrl ?? '' });
});
afterAll(async () => {
  await target.stop();
});

/** `cdk bootstrap` by the other account's people, who trust the main one to deploy to theirs. */
async function bootstrap(account: string): Promise<void> {
  vi.stubEnv('AWS_ENDPOINT_URL', target.endpoint);
  const credentials = { accessKeyId: account, secretAccessKey: 'local' };
  const baseCredentials = BaseCredentials.custom({ region: target.region, provider: async () => credentials });
  const ioHost: IIoHost = { async notify() {}, requestResponse: async (request) => request.defaultResponse };
  await new Toolkit({ ioHost, sdkConfig: { baseCredentials } }).bootstrap(
    BootstrapEnvironments.fromList([`aws://${account}/${target.region}`]),
    {
      parameters: BootstrapStackParameters.withExisting({
        trustedAccounts: [target.account],
        cloudFormationExecutionPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      }),
    },
  );
  vi.unstubAllEnvs();
}

const put = (url: string | undefined, body: object) =>
  fetch(url ?? '', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const get = async (url: string | undefined, query: string) => (await fetch(`${url}?${query}`)).json();

test('a contract of the other account is on the page: asked for, and told of across the accounts', async () => {
  expect(contracts.ContractsApiArn).toContain(`:${CONTRACTS}:`);
  expect(contracts.ContractsBusArn).toContain(`:${CONTRACTS}:`);
  const contract = { userId: 'user-0001', plan: 'pro', options: ['prints'] };
  const user = { userId: 'user-0001', name: 'User 0001', language: 'en' };
  await put(page.BackOfficeUsersUrl, user);
  await put(contracts.ContractsApiUrl, contract);
  expect(await get(page.PhotosPageUrl, 'userId=user-0001&mode=chain')).toMatchObject({ user, contract });
  await expect
    .poll(() => get(page.PhotosPageAloneUrl, 'userId=user-0001'), { interval: 100 })
    .toMatchObject({ user, contract, missing: {} });
});

test("the bus takes events of Contracts' own source from its account, and no others", async () => {
  const events = new EventBridgeClient({
    endpoint: target.endpoint,
    region: target.region,
    credentials: { accessKeyId: CONTRACTS, secretAccessKey: 'local' },
  });
  const send = (Source: string) =>
    events.send(new PutEventsCommand({ Entries: [{ EventBusName: page.ChangesBusArn, Source, DetailType: 'Test', Detail: '{}' }] }));
  expect((await send('pushpull.contracts')).FailedEntryCount).toBe(0);
  await expect(send('pushpull.users')).rejects.toThrow('not authorized');
});
