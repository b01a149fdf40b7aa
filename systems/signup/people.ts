import type { Answer, Lab } from '../lab/lab.ts';

export interface Person {
  accountId: string;
  answer: Answer;
}

/** One request to sign up; the person gives no id, the page that they use does, so that it may ask again. */
export async function signUp(lab: Lab, url: string, index: number, accountId = lab.unique('user')): Promise<Person> {
  const body = { accountId, email: `${accountId}@example.com`, name: `Person ${index + 1}` };
  return { accountId, answer: await lab.ask(url, { method: 'POST', body }) };
}

/** The same, and again with the same id while there is no answer of ours, as when the process was killed. Says how often it asked. */
export async function insist(lab: Lab, url: string, index: number): Promise<Person & { requests: number }> {
  const accountId = lab.unique('user');
  for (let requests = 1; ; requests++) {
    const person = await signUp(lab, url, index, accountId);
    if (codeOf(person) !== 'NONE' || requests === 10) return { ...person, requests };
    await lab.pass(1);
  }
}

/** What an answer says: OK, the code of a refusal, or NONE if it is not one of ours. */
export function codeOf({ answer: { status, body } }: Person): string {
  if (status >= 200 && status < 300) return 'OK';
  const { code } = (body.error ?? {}) as { code?: string };
  return status === 0 ? 'NONE' : (code ?? 'NONE');
}

/** Of these people, those who have an account: asked one by one, as they would. */
export async function withAccount(lab: Lab, people: readonly { accountId: string }[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { accountId } of people) {
    const { status } = await lab.ask(`${lab.output('GetAccountUrl')}?accountId=${accountId}`);
    if (status === 200) found.add(accountId);
    else if (status !== 404) throw new Error(`GetAccount answered ${status} for ${accountId}`);
  }
  return found;
}
