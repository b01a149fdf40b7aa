import type { Answer, Lab } from '../lab/lab.ts';

export interface Person {
  userId: string;
  user: { name: string; language: string };
  contract: { plan: string; options: string[] };
}

const PLANS = ['free', 'plus', 'pro'];
const OPTIONS = ['albums', 'prints', 'backup', 'originals'];
const LANGUAGES = ['en', 'fr', 'de', 'pt'];

const pick = <T>(lab: Lab, from: readonly T[]): T => from[Math.floor(lab.random() * from.length)] as T;

export const randomUser = (lab: Lab, number: number): Person['user'] => ({
  name: `User ${String(number).padStart(4, '0')} (${Math.floor(lab.random() * 1000)})`,
  language: pick(lab, LANGUAGES),
});
export const randomContract = (lab: Lab): Person['contract'] => ({
  plan: pick(lab, PLANS),
  options: OPTIONS.filter(() => lab.random() < 0.5),
});

export const saveUser = (lab: Lab, userId: string, user: Person['user']) => put(lab, 'BackOfficeUsersUrl', { userId, ...user });
export const saveContract = (lab: Lab, userId: string, contract: Person['contract']) =>
  put(lab, 'ContractsApiUrl', { userId, ...contract });

async function put(lab: Lab, output: string, body: object): Promise<Answer> {
  const answer = await lab.ask(lab.output(output), { method: 'PUT', body });
  if (answer.status !== 200 && answer.status !== 201)
    throw new Error(`${output} did not take ${JSON.stringify(body)}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

const made = new WeakMap<Lab['target'], Person[]>();

/** People with photos, as the three applications make them; those of an earlier walk are met again, as the services outlive it. */
export async function people(lab: Lab): Promise<Person[]> {
  const known = made.get(lab.target) ?? [];
  made.set(lab.target, known);
  for (let number = known.length + 1; number <= lab.options.count; number++) {
    const userId = `${lab.unique('user')}`;
    const person = { userId, user: randomUser(lab, number), contract: randomContract(lab) };
    await Promise.all([
      saveUser(lab, userId, person.user),
      saveContract(lab, userId, person.contract),
      ...[1, 2].map((photo) => put(lab, 'PhotoListUrl', { userId, photoId: `photo-${photo}`, title: `Photo ${photo} of ${userId}` })),
    ]);
    known.push(person);
    lab.progress(`${number} of ${lab.options.count} people`);
  }
  return known.slice(0, lab.options.count);
}
