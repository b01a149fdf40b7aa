import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { bundleFunctions } from './bundle.ts';
import { PhotosStack } from './photos-stack.ts';
import { ThirdPartyStack } from './third-party-stack.ts';
import { UsersStack } from './users-stack.ts';

export interface BuildAppOptions {
  /** CDK context, as `-c key=value` gives it; emailApiUrl is the one key of ours. */
  context?: Record<string, unknown>;
  outdir?: string;
}

/**
 * The whole CDK app, for the `cdk` command (bin/app.ts) and for toolkit-lib in one's own process. The feature flags
 * are read from cdk.json here too, so that both make the same templates.
 */
export async function buildApp(options: BuildAppOptions = {}): Promise<App> {
  await bundleFunctions();
  const app = new App({ context: { ...flags(), ...options.context }, outdir: options.outdir, analyticsReporting: false });
  const given = z.url().optional().safeParse(app.node.tryGetContext('emailApiUrl'));
  if (!given.success) throw new Error(`The context emailApiUrl is not a URL: ${String(app.node.tryGetContext('emailApiUrl'))}`);

  const emailApiUrl =
    given.data ?? new ThirdPartyStack(app, 'PushpullThirdParty', { description: 'Pushpull: stand-ins for third parties' }).emailApiUrl;
  const users = new UsersStack(app, 'PushpullUsers', { description: 'Pushpull: Users sends the mail of a share', emailApiUrl });
  new PhotosStack(app, 'PushpullPhotos', {
    description: 'Pushpull: Photos keeps photographs and shares them',
    sendShareEmail: users.sendShareEmail,
    shareRequestsTopic: users.shareRequestsTopic,
    shareRequestsQueue: users.shareRequestsQueue,
    shareDeliveriesTopic: users.shareDeliveriesTopic,
  });
  return app;
}

function flags(): Record<string, unknown> {
  const file = fileURLToPath(new URL('../cdk.json', import.meta.url));
  return (JSON.parse(readFileSync(file, 'utf8')) as { context: Record<string, unknown> }).context;
}
