import { setTimeout as sleep } from 'node:timers/promises';
import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { faultsOf, loadWithFaults } from '../lab/load.ts';
import { CRM_TIMEOUT_MS, followCrm, known, reconcile, save, untilCrmIsDone, untilInStep } from './crm-side.ts';

/** Employees edit, the CRM tells us: twice, late, out of order, and with another secret from half-time on. */
export async function webhookIn(lab: Lab): Promise<void> {
  const { count } = lab.options;
  const { crm } = lab.thirdParties;
  const ops = await followCrm(lab);
  const users = Array.from({ length: Math.max(2, Math.ceil(count / 4)) }, () => lab.unique('user'));
  lab.say('one employee edits a user while all is well');
  lab.say(`${counted(count, 'employee edits', 'employees edit')} ${counted(users.length, 'user')}; the CRM ${faultsOf(lab)}`);
  lab.say('it calls our webhook for each edit, a fifth of them twice, and lets later ones overtake');

  await save(lab, users[0] as string, 'employee-0');
  await untilInStep(lab, 300);
  const watching = watchVersions(lab, users);
  async function rotate() {
    const second = lab.unique('secret').padEnd(48, 'x');
    await ops.setSecrets({ ...Object.fromEntries(Object.entries(await ops.secrets()).slice(-1)), [lab.unique('key')]: second });
    // a function that has just read the secrets reads them again after a second at the earliest: who rotates waits that long
    await sleep(1_500, undefined, { signal: lab.signal });
    await crm.register(lab.output('CrmWebhookUrl'), second);
    lab.say('in the middle the secret changes: for a while, the old one and the new one are both active');
  }
  const edited = async () => {
    await loadWithFaults(lab, { party: crm, victim: 'ApplyCrmChange' }, async (index) => {
      if (index === Math.floor(count / 2)) await rotate();
      return save(lab, users[index % users.length] as string, `employee-${index}`);
    });
    const { delivered, givenUp } = await untilCrmIsDone(lab);
    if (givenUp > 0) {
      const { runs, read } = await reconcile(lab, ops);
      const tries = `${counted(runs, 'run')}, ${counted(read, 'change')} read`;
      lab.say(`the CRM gave up on ${givenUp}, as its own failures ate up the ladder; the reconcile asks for them (${tries})`);
    }
    return { delivered, ...(await untilInStep(lab, 300)) };
  };
  // whatever becomes of it, nobody goes on looking
  const { delivered, same, users: all } = await edited().finally(watching.stop);
  const fell = await watching.stop();
  await crm.setKnobs({ errorRate: 0 });

  const attempts = (await crm.deliveries()).flatMap((delivery) => delivery.attempts);
  const answers = attempts.filter(({ status }) => status !== 0);
  const times = answers.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.POSITIVE_INFINITY;
  const refused = answers.filter(({ status }) => status === 401).length;
  const edits = Map.groupBy(await crm.list(), ({ userId }) => userId);
  const applied = await Promise.all(users.map(async (userId) => ({ userId, times: (await known(lab, userId))?.applied ?? 0 })));
  const oftener = applied.filter(({ userId, times }) => times > (edits.get(userId)?.length ?? 0)).length;
  const sum = applied.reduce((total, { times }) => total + times, 0);

  lab.promise('our users are those of the CRM', same === all, `${same} of ${all}, after ${counted(delivered, 'delivery', 'deliveries')}`);
  lab.promise(
    'an older change never overwrites a newer one',
    fell.times === 0,
    `seen ${fell.looks} times, ${fell.times} times older than before`,
  );
  lab.promise('no change is applied twice', oftener === 0, `${sum} applied of ${count + 1} edits; the rest came late and were nothing new`);
  lab.promise('no delivery is refused while the secret changes', refused === 0, `${refused} of ${answers.length} answers`);
  lab.promise('the CRM has its answer in time', at(1) < CRM_TIMEOUT_MS, `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
}

/** Looks at the users all the time, as anybody could, for one that goes back to an older version. */
function watchVersions(lab: Lab, users: string[]) {
  const newest = new Map<string, number>();
  const fell = { looks: 0, times: 0 };
  const ended = new AbortController();
  const loop = (async () => {
    while (!ended.signal.aborted) {
      for (const userId of users) {
        const version = (await known(lab, userId))?.version ?? 0;
        fell.looks++;
        if (version < (newest.get(userId) ?? 0)) fell.times++;
        newest.set(userId, version);
      }
    }
  })();
  // who stops it hears what went wrong
  loop.catch(() => undefined);
  return {
    async stop() {
      ended.abort();
      await loop;
      return fell;
    },
  };
}
