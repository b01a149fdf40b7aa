import type { Lab } from '../lab/lab.ts';
import { deadLettersIn } from '../lab/redrive.ts';
import { settle } from './durable.ts';
import { bothAreWell, bothFail, effectsOf } from './effects.ts';
import { codeOf, insist, type Person } from './people.ts';

/** The ladder's steps sum up to three minutes at most, and the eighth receive is the last; the rest is for real processes at work. */
const LADDER_S = 1_200;

/** The notification service is away for longer than its messages live: dead letters, and an operator. */
export async function longOutage(lab: Lab): Promise<void> {
  const { notification } = lab.thirdParties;
  const queue = lab.output('WelcomeQueueUrl');
  lab.say('the notification service is down, and stays so for longer than the ladder is');
  await bothFail(lab);
  await notification.setKnobs({ down: true });
  const people: Person[] = [];
  for (let index = 0; index < lab.options.count; index++) people.push(await insist(lab, lab.output('SignUpDurableUrl'), index));
  const ok = people.filter((person) => codeOf(person) === 'OK').length;
  lab.promise('sign-up never fails because of a third party', ok === people.length, `${ok} of ${people.length}`);
  await lab.until('all welcomes are dead letters', LADDER_S, async () => {
    const dead = await deadLettersIn(lab, queue);
    lab.progress(`${dead} of ${people.length} welcomes have used up their eight receives`);
    return dead === people.length;
  });
  const { newsletter, welcome } = await effectsOf(lab);
  lab.promise(
    'the other follower does not notice',
    newsletter.size === people.length && welcome.size === 0,
    `${newsletter.size} newsletter, ${welcome.size} welcome, ${people.length} dead letters`,
  );
  await bothAreWell(lab);
  lab.say('it is back: nothing happens by itself, and the operator has it all sent again');
  await settle(lab, people);
}
