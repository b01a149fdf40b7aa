import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { followCrm, inStep, ladderTotalS, reconcile, save, untilCrmIsDone, untilInStep } from './crm-side.ts';

/** We are away for longer than the CRM tries: nobody will ever tell us, so we ask. */
export async function webhookInDown(lab: Lab): Promise<void> {
  const { count, errorRate, downSeconds, seed } = lab.options;
  const { crm } = lab.thirdParties;
  const ops = await followCrm(lab);
  const webhook = lab.output('CrmWebhookName');
  const users = Array.from({ length: Math.max(2, Math.ceil(count / 2)) }, () => lab.unique('user'));
  const edit = (index: number) => save(lab, users[index % users.length] as string, `employee-${index}`);

  for (const index of users.keys()) await edit(index);
  await untilCrmIsDone(lab);
  const before = await untilInStep(lab, 120);
  lab.say(`all is well: ${before.same} of ${counted(before.users, 'user is', 'users are')} as in the CRM`);

  await ops.takeDown(webhook);
  try {
    lab.say(`our webhook is down; the CRM tries each delivery for ${ladderTotalS(lab)} s, and gives up`);
    for (let index = 0; index < count; index++) await edit(index);
    await untilCrmIsDone(lab);
  } finally {
    await ops.bringUp(webhook);
  }
  const missed = (await crm.deliveries()).filter(({ state }) => state === 'given-up').length;
  const after = await inStep(lab);
  lab.say(
    `we are back: ${counted(missed, 'change was', 'changes were')} given up on, ${after.users - after.same} of ${counted(after.users, 'user is', 'users are')} out of date`,
  );

  await crm.setKnobs({ errorRate, seed, down: downSeconds > 0 });
  if (downSeconds > 0) {
    const found = await ops.reconcile();
    lab.say(
      `the reconcile asks for what has changed; the CRM is down now: ${found === undefined ? 'it fails, and the schedule comes again' : 'yet it answers'}`,
    );
    await lab.pass(downSeconds);
    await crm.setKnobs({ down: false });
  }
  if (lab.options.kill && lab.target.killFunction) {
    const killed = await lab.target.killFunction('ReconcileCrm');
    lab.say(killed ? 'a process of ReconcileCrm is killed (SIGKILL)' : 'no process of ReconcileCrm runs to be killed');
  }
  const { runs, read } = await reconcile(lab, ops);
  lab.say(`after ${counted(runs, 'more run')} it has read ${counted(read, 'change')} since its cursor, and queued them like any other`);
  const mended = await untilInStep(lab, 300);
  const again = await reconcile(lab, ops);
  await crm.setKnobs({ errorRate: 0 });

  lab.promise(
    'the outage is longer than the ladder',
    missed === count,
    `the CRM gave up on ${missed} of ${counted(count, 'delivery', 'deliveries')}`,
  );
  lab.promise(
    'nothing is missed in the end',
    mended.same === mended.users,
    `${mended.same} of ${counted(mended.users, 'user is', 'users are')} as in the CRM`,
  );
  lab.promise('what was read is not read again', again.read === 0, `the next run reads ${counted(again.read, 'change')}`);
}
