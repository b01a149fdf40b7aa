import type { System } from '../system.ts';
import { byMode } from './by-mode.ts';

/** The share in its evolution: from a person who waits to a delivery that is confirmed. */
export const share: System = {
  name: 'share',
  title: 'Share a photo by email',
  question: 'What does the person wait for, and what becomes of the mail when the email provider fails?',
  stacks: ['PushpullPhotos'],
  variants: [
    { name: 'v1', title: 'synchronous: the person waits for Users and the provider', run: byMode('sync') },
    { name: 'v2', title: 'a call without waiting', run: byMode('async') },
    { name: 'v3', title: 'push by SNS', run: byMode('push') },
    { name: 'v4', title: 'pull by SQS', run: byMode('pull') },
  ],
};
