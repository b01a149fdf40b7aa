import { DescribeReplayCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { UserChanged } from '../../functions/users/profile-messages.ts';
import { noReplay } from '../lab/archive.ts';
import type { Lab } from '../lab/lab.ts';
import { operatorOf } from '../lab/operator.ts';
import { isIdle } from '../lab/redrive.ts';
import { lambdaOf, limit, mend } from './faults.ts';
import { askPage, inTurn, isWhole, ms, type Page, patience, tally } from './page.ts';
import { type Person, people, randomContract, randomUser, saveContract, saveUser } from './people.ts';

const CHANGES_EACH = 3;

/** Users and Contracts say what has changed; Photos remembers it, and answers alone. */
export async function events(lab: Lab): Promise<void> {
  const persons = await people(lab);
  await mend(lab);
  const changes = persons.length * CHANGES_EACH * 2;
  lab.say(
    `${changes} changes are made of ${persons.length} users and their contracts${lab.options.kill ? '; a process that keeps them is killed' : ''}`,
  );
  await change(lab, persons);
  const settled = await untilEqual(lab, persons);
  lab.say(`${ms(settled.tookMs)} after the last change every page says what Users and Contracts say`);
  lab.promise('what Photos knows is what Users and Contracts say', settled.differing.length === 0, equalText(settled));

  await late(lab, persons);

  await withBothDown(lab, persons);

  const why = noReplay(lab.target);
  if (why !== undefined) {
    lab.say(`nothing is spoilt and rebuilt here: ${why}`);
    return;
  }
  await spoil(lab, persons[0] as Person);

  const { forgotten, replayName } = await rebuild(lab);
  const rebuilt = await untilEqual(lab, persons);
  lab.say(
    `the read model is rebuilt from nothing: ${forgotten} entries forgotten, everything ever said is replayed (${replayName.slice(0, 19)}…)`,
  );
  lab.promise('rebuilt, it is what Users and Contracts say', rebuilt.differing.length === 0, equalText(rebuilt));
}

/** Everyone's user and contract, several times: the last of each is what counts. */
async function change(lab: Lab, persons: Person[]): Promise<void> {
  for (let round = 1; round <= CHANGES_EACH; round++) {
    for (const [index, person] of persons.entries()) {
      person.user = randomUser(lab, index + 1);
      person.contract = randomContract(lab);
      await Promise.all([saveUser(lab, person.userId, person.user), saveContract(lab, person.userId, person.contract)]);
    }
    if (round === 2 && lab.options.kill) await lab.target.killFunction?.('UpdatePageModel');
    lab.progress(`round ${round} of ${CHANGES_EACH}`);
  }
}

/** An old change comes once more, after newer ones, twice. */
async function late(lab: Lab, persons: Person[]): Promise<void> {
  const [{ userId }] = persons as [Person];
  const before = await askPage(lab, 'events', persons[0] as Person);
  const { events: bus } = operatorOf(lab);
  const old: UserChanged = {
    ...{ type: 'UserChanged', version: 1, userId, revision: 1, date: new Date(Date.now() - 60_000).toISOString() },
    user: { userId, name: 'As it was long ago', language: 'en' },
  };
  const Entries = [old, old].map((Detail) => ({
    EventBusName: lab.output('ChangesBusArn'),
    Source: 'pushpull.users',
    DetailType: Detail.type,
    Detail: JSON.stringify(Detail),
  }));
  await bus.send(new PutEventsCommand({ Entries }));
  await lab.pass(20);
  await lab.until('the queue is idle', patience(lab), () => isIdle(lab, lab.output('PageChangesQueueUrl')));
  const after = await askPage(lab, 'events', persons[0] as Person);
  lab.promise(
    'what comes late, or twice, changes nothing',
    after.body.user?.name === before.body.user?.name && after.body.sources?.users.revision === before.body.sources?.users.revision,
    `revision 1 came twice; the page shows ${after.body.sources?.users.revision}`,
  );
}

/** Neither Users nor Contracts runs at all. */
async function withBothDown(lab: Lab, persons: Person[]): Promise<void> {
  await limit(lab, 'Users', 0);
  await limit(lab, 'Contracts', 0);
  try {
    await lab.pass(lab.options.downSeconds);
    const proof = await askPage(lab, 'chain', persons[0] as Person);
    const answers = await inTurn(persons, (person) => askPage(lab, 'events', person));
    const [{ sources } = {} as Page] = answers.map(({ body }) => body);
    const age = (source: 'users' | 'contracts') => ms(sources?.[source].ageMs ?? Number.NaN);
    lab.say(`Users and Contracts are shut: the chain answers ${tally([proof])}; Photos alone says`);
    lab.say(`  it last heard of Users ${age('users')} ago, of Contracts ${age('contracts')} ago`);
    lab.promise('everyone gets a whole page with both down', answers.every(isWhole), tally(answers));
    lab.promise(
      'and it says how old it is',
      answers.every(({ body }) => body.sources?.users.asOf !== undefined && body.sources.contracts.asOf !== undefined),
      `as of ${sources?.users.asOf}, ${sources?.contracts.asOf}`,
    );
  } finally {
    await mend(lab);
  }
}

/** Somebody's slip in the read model itself, with a revision that no change will outdo: only a rebuild mends it. */
async function spoil(lab: Lab, person: Person): Promise<void> {
  const Item = {
    ...{ pk: `users#${person.userId}`, revision: 1_000_000, date: new Date().toISOString() },
    data: { userId: person.userId, name: 'Somebody else', language: 'en' },
  };
  await operatorOf(lab).tables.send(new PutCommand({ TableName: lab.output('PageModelTableName'), Item }));
  const differs = !(await isEqual(lab, person));
  lab.promise('an entry that is spoilt by hand is noticed', differs, 'revision 1000000 is not what Users says');
}

async function rebuild(lab: Lab): Promise<{ forgotten: number; replayName: string }> {
  const { Payload, FunctionError } = await lambdaOf(lab).send(new InvokeCommand({ FunctionName: lab.output('RebuildPageModelName') }));
  const text = Buffer.from(Payload ?? []).toString('utf8');
  if (FunctionError) throw new Error(`The rebuild failed: ${text}`);
  const begun = JSON.parse(text) as { forgotten: number; replayName: string };
  await lab.until('the replay is over', patience(lab), async () => {
    const { State, StateReason } = await operatorOf(lab).events.send(new DescribeReplayCommand({ ReplayName: begun.replayName }));
    if (State === 'FAILED') throw new Error(`The replay failed: ${StateReason}`);
    return State === 'COMPLETED';
  });
  return begun;
}

interface Compared {
  differing: string[];
  people: number;
  tookMs: number;
}

/** Waits until the page of everyone says what the sources say, asked one by one; tells who differs when the time is up. */
async function untilEqual(lab: Lab, persons: Person[]): Promise<Compared> {
  const began = performance.now();
  let differing = persons;
  await lab
    .until('the read model equals its sources', patience(lab), async () => {
      const still: Person[] = [];
      for (const person of differing) if (!(await isEqual(lab, person))) still.push(person);
      differing = still;
      lab.progress(`${persons.length - still.length} of ${persons.length} pages say what the sources say`);
      return still.length === 0;
    })
    .catch((error: Error) => {
      lab.signal.throwIfAborted();
      lab.say(error.message);
    });
  return { differing: differing.map(({ userId }) => userId), people: persons.length, tookMs: performance.now() - began };
}

async function isEqual(lab: Lab, person: Person): Promise<boolean> {
  const [page, user, contract] = await Promise.all([
    askPage(lab, 'events', person),
    lab.ask(`${lab.output('BackOfficeUsersUrl')}?userId=${person.userId}`),
    lab.ask(`${lab.output('ContractsApiUrl')}?userId=${person.userId}`),
  ]);
  const same = (shown: object | undefined, { body: { revision, changedAt: _, ...data } }: typeof user, kept: number | undefined) =>
    revision === kept &&
    Object.entries(data).every(([key, value]) => JSON.stringify((shown as Record<string, unknown>)?.[key]) === JSON.stringify(value));
  return (
    same(page.body.user, user, page.body.sources?.users.revision) &&
    same(page.body.contract, contract, page.body.sources?.contracts.revision)
  );
}

const equalText = ({ differing, people: all }: Compared) =>
  differing.length === 0 ? `${all} of ${all} users and contracts, by content and revision` : `${differing.join(', ')} differ`;
