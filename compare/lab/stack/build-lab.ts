import { App, Tags } from 'aws-cdk-lib';
import { type BuildAppOptions, cdkFlags } from '../../../lib/app.ts';
import { bundleFunctions } from '../../../lib/bundle.ts';
import { settingsOf } from '../../../lib/settings.ts';
import { ThirdPartyStack } from '../../../lib/third-party-stack.ts';
import type { Lane } from '../lane.ts';
import { LabStack } from './lab-stack.ts';

export const LAB_STACK = 'PushpullLab';
export const THIRD_PARTY_STACK = 'PushpullLabThirdParty';

const FUNCTIONS = ['third-party', 'lab/enter', ...['direct', 'sns', 'sqs', 'events', 'http'].map((entrance) => `lab/consume-${entrance}`)];

/** The CDK app of an experiment: its lanes and, where no process beside them can be reached, the third parties. */
export const buildLab =
  (lanes: readonly Lane[], local: boolean, tags: Readonly<Record<string, string>> = {}) =>
  async ({ outdir, context }: BuildAppOptions): Promise<App> => {
    await bundleFunctions(FUNCTIONS);
    const app = new App({ context: { ...cdkFlags(), ...context }, outdir, analyticsReporting: false });
    for (const [name, value] of Object.entries({ project: 'pushpull', service: 'lab', ...tags })) Tags.of(app).add(name, value);
    const { thirdPartyUrl } = settingsOf(app);
    const thirdParty = thirdPartyUrl
      ? { url: thirdPartyUrl.replace(/\/?$/, '/') }
      : new ThirdPartyStack(app, THIRD_PARTY_STACK, { description: 'Pushpull: third parties of the lab' });
    const { signedFunctionArn } = thirdParty as Partial<ThirdPartyStack>;
    new LabStack(app, LAB_STACK, {
      ...{ description: 'Pushpull: the lanes of an experiment', lanes, local, thirdPartyUrl: thirdParty.url },
      ...(signedFunctionArn ? { thirdPartyArn: signedFunctionArn } : {}),
    });
    return app;
  };
