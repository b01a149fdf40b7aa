import { BootstrapEnvironments, type IBaseCredentialsProvider, Toolkit } from '@aws-cdk/toolkit-lib';

/** CDK's bootstrap stack on a local target, which begins empty. On AWS that is a person's own decision. */
export async function bootstrapLocal(baseCredentials: IBaseCredentialsProvider, account: string, region: string): Promise<void> {
  const quiet = { notify: async () => {}, requestResponse: async <T>(request: { defaultResponse: T }) => request.defaultResponse };
  const toolkit = new Toolkit({ ioHost: quiet, sdkConfig: { baseCredentials } });
  await toolkit.bootstrap(BootstrapEnvironments.fromList([`aws://${account}/${region}`]));
}
