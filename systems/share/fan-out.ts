import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { operatorOf } from '../lab/operator.ts';
import { addLateSubscriber } from './late-subscriber.ts';
import { checkLinks } from './links.ts';
import { promiseOneMail } from './promises.ts';
import { settle } from './settle.ts';
import { shareByMany } from './shares.ts';

/** One event, and whoever wants it has a queue: mail, feed, statistics, and one that comes while people are sharing. */
export async function fanOut(lab: Lab): Promise<void> {
  const { lambda } = operatorOf(lab);
  const producer = async () => {
    const config = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: lab.output('SharePhotoName') }));
    return `${config.CodeSha256} ${config.LastModified} ${JSON.stringify(config.Environment)}`;
  };
  const before = await producer();
  const half = Math.floor(lab.options.count / 2);
  let late: Awaited<ReturnType<typeof addLateSubscriber>> | undefined;
  try {
    const load = await shareByMany(lab, 'fanout', {
      victim: 'SendSharedEmail',
      async before(index) {
        if (index === half) late = await addLateSubscriber(lab);
      },
    });
    const queues = ['SharedEmailQueueUrl', 'ActivityQueueUrl', 'StatisticsQueueUrl', 'ShareDeliveriesQueueUrl'];
    const statuses = await settle(lab, load.accepted, { queues });
    await promiseOneMail(lab, load, statuses, 'delivered');

    const shares = load.accepted.length;
    const ofPhoto = async (url: string) => (await lab.ask(`${lab.output(url)}?photoId=${load.photoId}`)).body;
    const counts = async () => ({
      feed: ((await ofPhoto('ActivityUrl')).feed as unknown[] | undefined)?.length ?? 0,
      shares: Number((await ofPhoto('StatisticsUrl')).shares),
    });
    await lab
      .until('feed and statistics have every share', Math.max(300, 30 * lab.target.timeScale), async () => {
        const now = await counts();
        return now.feed === shares && now.shares === shares;
      })
      .catch(() => lab.signal.throwIfAborted());
    const found = await counts();
    lab.promise('the feed has each share once', found.feed === shares, `${found.feed} of ${shares}`);
    lab.promise('statistics count each share once', found.shares === shares, `${found.shares} of ${shares}`);

    const heard = await late?.heard(shares - half - 3);
    const ids = new Set(load.accepted.map(({ shareId }) => shareId));
    lab.say(
      `a subscriber that comes when ${counted(half, 'share')} of ${shares} have begun hears of ${heard?.size ?? 0}: those that were not published yet`,
    );
    lab.promise(
      'a late subscriber hears what comes after it, and Photos is not touched',
      heard !== undefined && heard.size > 0 && [...heard].every((id) => ids.has(id)) && (await producer()) === before,
      `${heard?.size ?? 0} heard; code and settings of Photos are ${(await producer()) === before ? 'as before' : 'changed'}`,
    );
    await checkLinks(lab, 'fanout', load);
  } finally {
    await late?.leave();
  }
}
