import { randomUUID } from 'node:crypto';
import type { Answer, Lab } from '../lab/lab.ts';
import type { Receiver } from './receiver.ts';

export interface Callbacks {
  shareId: string;
  owner: string;
  success?: string;
  failure?: string;
  requestId?: string;
}

/** Registers callbacks as a client would; answers whatever comes. */
export const tryToRegister = (lab: Lab, body: Callbacks): Promise<Answer> =>
  lab.ask(lab.output('RegisterCallbackUrl'), { method: 'POST', body });

/** Registers callbacks, and tells the receiver the secret if the endpoint is new. Answers the endpoint's id. */
export async function register(lab: Lab, receiver: Receiver, callbacks: Callbacks): Promise<string> {
  // a client repeats what failed on our side; by the id of its request it is told the secret that a lost answer had
  const requestId = randomUUID();
  const { status, body } = await lab.until('the callbacks are registered', 1200, async () => {
    const answer = await tryToRegister(lab, { ...callbacks, requestId });
    return answer.status !== 0 && answer.status < 500 && answer;
  });
  if (status !== 201) throw new Error(`The callbacks were not registered: ${status} ${JSON.stringify(body)}`);
  const registered = body.callbacks as { endpointId: string; secret?: string }[];
  for (const { secret } of registered) if (secret !== undefined) receiver.secrets.add(secret);
  return registered[0]?.endpointId ?? '';
}

/** Exchanges the receiver's secret for another: from now on it knows the new one alone. */
export async function rotate(lab: Lab, receiver: Receiver, endpointId: string, owner: string): Promise<void> {
  const [secret] = receiver.secrets;
  const { status, body } = await lab.until('the secret is another', 1200, async () => {
    const answer = await lab.ask(lab.output('RotateCallbackSecretUrl'), { method: 'POST', body: { endpointId, owner, secret } });
    return answer.status !== 0 && answer.status < 500 && answer;
  });
  if (status !== 200) throw new Error(`The secret was not rotated: ${status} ${JSON.stringify(body)}`);
  receiver.secrets = new Set([body.secret as string]);
}

export interface EndpointView {
  status: 'active' | 'disabled';
  failures: number;
  deliveries: { deliveryId: string; subject: string; state: string; attempts: number; last?: string }[];
}

/** The endpoint as its owner sees it. */
export async function endpoint(lab: Lab, endpointId: string, owner: string): Promise<EndpointView> {
  const { status, body } = await lab.until('the endpoint is shown', 1200, async () => {
    const answer = await lab.ask(`${lab.output('GetCallbacksUrl')}?${new URLSearchParams({ endpointId, owner })}`);
    return answer.status !== 0 && answer.status < 500 && answer;
  });
  if (status !== 200) throw new Error(`The endpoint was not shown: ${status} ${JSON.stringify(body)}`);
  return body as unknown as EndpointView;
}

/** How often something came again under the same id, all in all. */
export const repeated = ({ received }: Receiver): number => [...received.values()].reduce((sum, { times }) => sum + times - 1, 0);

/** Receivers need functions that reach this machine. */
export function assertReachable({ target }: Lab): void {
  if (!target.reachesLoopback) throw new Error(`the functions of ${target.title} can't reach a client's endpoint on this machine`);
}
