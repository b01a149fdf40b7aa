import { type ThirdPartyAnswer, thirdPartyPost } from '../../shared/third-party-post.ts';
import { endpointNoticeSchema } from '../messages.ts';

type Post = (url: string, body: unknown, key: string) => Promise<ThirdPartyAnswer>;

/** One mail to the owner each time that an endpoint is disabled; the key is the time, so that a repetition sends no second one. */
export async function tellOwner(body: string, emailApiUrl: string, post: Post = thirdPartyPost): Promise<ThirdPartyAnswer> {
  const { endpointId, owner, url, time, reason } = endpointNoticeSchema.parse(JSON.parse(body));
  const mail = {
    from: 'pushpull <no-reply@pushpull.example>',
    to: owner,
    subject: 'Your callback endpoint is disabled',
    text: [
      `${url} has failed for too long (${reason}), and is called no more.`,
      `What it missed is kept. When it is well again, ask for the replay of endpoint ${endpointId}.`,
    ].join('\n'),
  };
  return post(`${emailApiUrl}/messages`, mail, `endpoint-disabled-${endpointId}-${time}`);
}
