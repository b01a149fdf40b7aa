import type { App, Environment, Stack } from 'aws-cdk-lib';
import { ActivityStack } from './activity-stack.ts';
import type { PhotosStack } from './photos-stack.ts';
import { ShareEmailStack } from './share-email-stack.ts';
import { ShareTrackingStack } from './share-tracking-stack.ts';
import { StatisticsStack } from './statistics-stack.ts';
import { type ThirdParty, thirdPartyProps } from './third-party-props.ts';
import type { UsersStack } from './users-stack.ts';

export interface AddShareProps {
  env: Environment;
  thirdParty: ThirdParty;
  users: UsersStack;
  photos: PhotosStack;
  /** Notes which service a stack is, and answers the stack. */
  service<S extends Stack>(name: string, stack: S): S;
}

/** Who listens to Photos when a photo is shared, and what a person may do with a share afterwards. All know Photos; Photos knows none. */
export function addShare(app: App, { env, thirdParty, users, photos, service }: AddShareProps): void {
  const { photoSharedTopic } = photos;
  service(
    'users',
    new ShareEmailStack(app, 'PushpullShareEmail', {
      ...{ env, photoSharedTopic, shareDeliveriesTopic: users.shareDeliveriesTopic, deliveries: users.deliveries },
      description: 'Pushpull: Users sends the mail of what Photos announces',
      ...thirdPartyProps(thirdParty),
    }),
  );
  const listener = { env, photoSharedTopic };
  service('activity', new ActivityStack(app, 'PushpullActivity', { ...listener, description: 'Pushpull: the feed of each photo' }));
  service(
    'statistics',
    new StatisticsStack(app, 'PushpullStatistics', { ...listener, description: 'Pushpull: how often photos are shared' }),
  );
  service(
    'photos',
    new ShareTrackingStack(app, 'PushpullShareTracking', {
      ...{ env, photosTable: photos.table },
      description: 'Pushpull: watching a share, and taking it back',
    }),
  );
}
