import type { Change } from '../../third-party/crm/schema.ts';
import type { Lab } from '../lab/lab.ts';
import { type Operator, operator } from './aws.ts';

/** The waits of the CRM's ladder, in virtual seconds: it gives up after less than two minutes. */
const LADDER_S = [2, 10, 30, 60];
/** Where each of them is a second of a person's time. */
const REAL_LADDER_S = [1, 3, 6, 10];
const ladderOf = ({ target: { timeScale } }: Lab) => (timeScale === 1 ? REAL_LADDER_S : LADDER_S);
export const ladderTotalS = (lab: Lab): number => ladderOf(lab).reduce((sum, step) => sum + step);

/** As long as the CRM's calls may take before it hangs up, in real milliseconds. */
export const CRM_TIMEOUT_MS = 5_000;

/** The CRM as it is at its worst: doubles a fifth of its deliveries and lets later ones overtake. */
export async function followCrm(lab: Lab): Promise<Operator> {
  const { crm } = lab.thirdParties;
  const ops = operator(lab);
  await ops.pauseSchedule();
  const ladderMs = ladderOf(lab).map((seconds) => (seconds * 1000) / lab.target.timeScale);
  await crm.setDelivery({ ladderMs, timeoutMs: CRM_TIMEOUT_MS, duplicateRate: 0.2, disorderMs: 200 });
  await crm.register(lab.output('CrmWebhookUrl'), Object.values(await ops.secrets()).at(-1) ?? '');
  return ops;
}

/** An employee saves, and again until the CRM takes it, as people do. */
export async function save(lab: Lab, userId: string, by: string): Promise<Change> {
  const email = `${userId}.${lab.unique('address')}@example.com`;
  return lab.until(`the CRM saves ${userId}`, 600, () => lab.thirdParties.crm.save({ userId, email, by }));
}

/** The newest change of each user: what the CRM, the source of truth, would say. */
async function truth(lab: Lab): Promise<Map<string, Change>> {
  const changes = await lab.thirdParties.crm.list();
  return new Map(changes.sort((a, b) => a.version - b.version).map((change) => [change.userId, change]));
}

export interface KnownUser {
  email: string;
  version: number;
  applied: number;
}

/** The user as our own API shows it; undefined when it knows none. */
export async function known(lab: Lab, userId: string): Promise<KnownUser | undefined> {
  const { status, body } = await lab.ask(`${lab.output('GetCrmUserUrl')}?userId=${userId}`);
  return status === 200 ? (body as unknown as KnownUser) : undefined;
}

/** Users who are with us exactly as they are in the CRM. */
export async function inStep(lab: Lab): Promise<{ same: number; users: number }> {
  const newest = [...(await truth(lab)).values()];
  const ours = await Promise.all(newest.map(({ userId }) => known(lab, userId)));
  return {
    same: newest.filter(({ email, version }, n) => ours[n]?.email === email && ours[n]?.version === version).length,
    users: newest.length,
  };
}

/** Waits until all users are in step, or as long as that may take; answers how many are. */
export async function untilInStep(lab: Lab, virtualSeconds: number): Promise<{ same: number; users: number }> {
  await lab
    .until('our users are those of the CRM', virtualSeconds, async () => {
      const { same, users } = await inStep(lab);
      lab.progress(`${same} of ${users} users in step`);
      return same === users;
    })
    .catch(() => lab.signal.throwIfAborted());
  return inStep(lab);
}

/** Waits until the CRM has delivered or given up on everything; answers how many it gave up on. */
export async function untilCrmIsDone(lab: Lab): Promise<{ delivered: number; givenUp: number }> {
  const all = await lab.until('the CRM has come to the end of its ladders', Math.max(ladderTotalS(lab) * 3, 180), async () => {
    const deliveries = await lab.thirdParties.crm.deliveries();
    return deliveries.every(({ state }) => state !== 'pending') && deliveries;
  });
  const givenUp = all.filter(({ state }) => state === 'given-up').length;
  return { delivered: all.length - givenUp, givenUp };
}

/** Reconciles as the schedule would, again and again until one run comes to its end; answers the runs it took and what that one read. */
export async function reconcile(lab: Lab, ops: Operator): Promise<{ runs: number; read: number }> {
  let runs = 0;
  const read = await lab.until('a reconcile comes to its end', 900, async () => {
    runs++;
    const found = await ops.reconcile();
    return found === undefined ? undefined : { found };
  });
  return { runs, read: read.found };
}
