import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { App, type Stack, Tags } from 'aws-cdk-lib';
import { environmentsOf } from './accounts.ts';
import { addPhotosPage } from './add-photos-page.ts';
import { addPurchase } from './add-purchase.ts';
import { addShare } from './add-share.ts';
import { addSignup } from './add-signup.ts';
import { addWebhooks } from './add-webhooks.ts';
import { BudgetStack } from './budget-stack.ts';
import { bundleFunctions } from './bundle.ts';
import { PhotosStack } from './photos-stack.ts';
import { settingsOf } from './settings.ts';
import { type ThirdParty, thirdPartyProps } from './third-party-props.ts';
import { ThirdPartyStack } from './third-party-stack.ts';
import { UploadsStack } from './uploads-stack.ts';
import { UsersStack } from './users-stack.ts';
import { WaitingStack } from './waiting-stack.ts';

export interface BuildAppOptions {
  /** CDK context, as `-c key=value` gives it; ours is in settings.ts. */
  context?: Record<string, unknown>;
  outdir?: string;
}

/** What `systems=share` deploys: bundling all the others would make the first start four times as long. */
const SHARE_FUNCTIONS = [
  'third-party',
  ...['upload-photo', 'open-share', 'share-photo', 'get-share', 'record-delivery'].map((name) => `photos/${name}`),
  ...['direct', 'sns', 'sqs'].map((entrance) => `users/send-share-email-${entrance}`),
];

/**
 * The whole CDK app, for the `cdk` command (bin/app.ts) and for toolkit-lib in one's own process. The feature flags
 * are read from cdk.json here too, so that both make the same templates.
 */
export async function buildApp(options: BuildAppOptions = {}): Promise<App> {
  const app = new App({ context: { ...cdkFlags(), ...options.context }, outdir: options.outdir, analyticsReporting: false });
  const settings = settingsOf(app);
  await bundleFunctions(settings.systems === 'share' ? SHARE_FUNCTIONS : undefined);
  const environments = environmentsOf(app);
  const env = environments.main;
  Tags.of(app).add('project', 'pushpull');
  Tags.of(app).add('owner', settings.owner);
  const service = <S extends Stack>(name: string, stack: S): S => {
    Tags.of(stack).add('service', name);
    return stack;
  };

  const thirdParty: ThirdParty = settings.thirdPartyUrl
    ? { url: withSlash(settings.thirdPartyUrl) }
    : service('third-party', new ThirdPartyStack(app, 'PushpullThirdParty', { env, description: 'Pushpull: stand-ins for third parties' }));
  const users = service(
    'users',
    new UsersStack(app, 'PushpullUsers', {
      env,
      description: 'Pushpull: Users sends the mail of a share',
      ...thirdPartyProps(thirdParty),
    }),
  );
  const photos = service(
    'photos',
    new PhotosStack(app, 'PushpullPhotos', {
      env,
      description: 'Pushpull: Photos keeps photographs and shares them',
      sendShareEmail: users.sendShareEmail,
      shareRequestsTopic: users.shareRequestsTopic,
      shareRequestsQueue: users.shareRequestsQueue,
      shareDeliveriesTopic: users.shareDeliveriesTopic,
    }),
  );
  if (settings.systems === 'share') return app;
  addPhotosPage(app, { environments, service });
  addShare(app, { env, thirdParty, users, photos, service });
  addPurchase(app, { env, thirdParty, service });
  addSignup(app, { env, thirdParty, service });
  addWebhooks(app, { env, thirdParty, shareDeliveriesTopic: users.shareDeliveriesTopic, service });
  service(
    'waiting',
    new WaitingStack(app, 'PushpullWaiting', {
      env,
      description: 'Pushpull: five ways to wait for a job',
      ...thirdPartyProps(thirdParty),
    }),
  );
  service('uploads', new UploadsStack(app, 'PushpullUploads', { env, description: 'Pushpull: Uploads takes large files in pieces' }));
  if (settings.budgetUsd && settings.alarmEmail)
    service(
      'budget',
      new BudgetStack(app, 'PushpullBudget', {
        env,
        description: 'Pushpull: what it may cost',
        usd: settings.budgetUsd,
        email: settings.alarmEmail,
      }),
    );
  return app;
}

/** The feature flags of cdk.json, for whoever makes templates without the `cdk` command. */
export function cdkFlags(): Record<string, unknown> {
  const file = fileURLToPath(new URL('../cdk.json', import.meta.url));
  return (JSON.parse(readFileSync(file, 'utf8')) as { context: Record<string, unknown> }).context;
}

/** Names are appended to it. */
function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
