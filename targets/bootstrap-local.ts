import { BootstrapEnvironments, type IBaseCredentialsProvider, Toolkit } from '@aws-cdk/toolkit-lib';
import { within } from './within.ts';

/** One small stack; but a LocalStack loads each service at its first request, on a machine that may be busy. */
const BOOTSTRAP_MS = 10 * 60_000;

/** CDK's bootstrap stack on a local target, which begins empty. On AWS that is a person's own decision. */
export async function bootstrapLocal(baseCredentials: IBaseCredentialsProvider, account: string, region: string): Promise<void> {
  const quiet = { notify: async () => {}, requestResponse: async <T>(request: { defaultResponse: T }) => request.defaultResponse };
  const toolkit = new Toolkit({ ioHost: quiet, sdkConfig: { baseCredentials } });
  await within(BOOTSTRAP_MS, 'The bootstrap', toolkit.bootstrap(BootstrapEnvironments.fromList([`aws://${account}/${region}`])));
}
