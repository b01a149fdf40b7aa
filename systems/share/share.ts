import type { System } from '../system.ts';
import { byMode } from './by-mode.ts';
import { confirmed } from './confirmed.ts';
import { fanOut } from './fan-out.ts';
import { forget } from './forget.ts';
import { noKey } from './no-key.ts';
import { worker } from './worker.ts';

/** The share in its evolution: from a person who waits to a delivery that is confirmed. */
export const share: System = {
  name: 'share',
  title: 'Share a photo by email',
  question: 'What does the person wait for, and what becomes of the mail when the email provider fails?',
  stacks: ['PushpullShareEmail', 'PushpullActivity', 'PushpullStatistics', 'PushpullShareTracking'],
  variants: [
    { name: 'v1', title: 'synchronous: the person waits for Users and the provider', run: byMode('sync') },
    { name: 'v2', title: 'a call without waiting, and no way home: nobody can say whether the mail left', run: forget },
    { name: 'v2-home', title: 'the same call, whose outcome comes home as an event', run: byMode('async') },
    { name: 'v3', title: 'push by SNS', run: byMode('push') },
    { name: 'v4', title: 'pull by SQS', run: byMode('pull') },
    { name: 'v5', title: 'fan-out: one event, a queue for each who wants it', run: fanOut },
    { name: 'v6', title: 'a worker outside Lambda that long-polls at its own pace', run: worker },
    { name: 'v7', title: 'confirmed delivery: the provider calls back, and the person watches', run: confirmed },
    { name: 'no-key', title: 'v4 with a provider that ignores idempotency keys', run: noKey },
  ],
};
