import { shareRequestSchema } from '../../shared/messages.ts';
import type { Activity } from '../activity-store.ts';

/** A share in the feed of its photo: the recipient by initial and domain alone. */
export async function recordActivity(body: string, put: (activity: Activity) => Promise<void>): Promise<void> {
  const { shareId, photoId, recipient, stamps } = shareRequestSchema.parse(JSON.parse(body));
  await put({ photoId, shareId, what: 'shared', with: recipient.replace(/^(.)[^@]*/, '$1…'), at: stamps.acceptedAt });
}
