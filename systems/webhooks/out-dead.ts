import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { untilRedriven } from '../lab/redrive.ts';
import { assertReachable, endpoint, register, repeated } from './client-side.ts';
import { startReceiver } from './receiver.ts';
import { sharePhoto, uploadPhoto } from './shares.ts';

/** The end of the ladder and of the waits for it (each under three minutes), and some. */
const PATIENCE_S = 1800;

/** An endpoint dies: it is disabled, its owner told, and what it missed is replayed when it is asked for. */
export async function webhookOutDead(lab: Lab): Promise<void> {
  assertReachable(lab);
  const { count, errorRate, kill, seed } = lab.options;
  const { email } = lab.thirdParties;
  const client = await startReceiver(lab.random);
  try {
    const photoId = await uploadPhoto(lab);
    const owner = `${lab.unique('owner')}@example.com`;
    const shares: string[] = [];
    let endpointId = '';
    const share = async () => {
      const shareId = lab.unique('share');
      shares.push(shareId);
      endpointId = await register(lab, client, { shareId, owner, success: `${client.url}/hook` });
      await sharePhoto(lab, photoId, shareId);
    };
    const untilParked = (status: string) =>
      untilRedriven(lab, [lab.output('ShareRequestsQueueUrl'), lab.output('EndpointNoticesQueueUrl')], status, PATIENCE_S, async () => {
        const view = await endpoint(lab, endpointId, owner);
        const parked = view.deliveries.filter(({ state }) => state === 'parked').length;
        lab.progress(`${view.status}: ${view.failures} failures, ${parked} of ${shares.length} parked`);
        return view.status === 'disabled' && parked === shares.length;
      });

    client.mood.down = true;
    await email.setKnobs({ errorRate, seed });
    for (let index = 0; index < count; index++) await share();
    lab.say(`a client's endpoint answers 503 to everything; ${counted(count, 'share has', 'shares have')} news for it`);
    await untilParked('the endpoint is disabled');
    const calls = client.calls;
    lab.say(
      `after ${counted(calls, 'call')} (one delivery probes for all) it is disabled: ${counted(count, 'delivery is', 'deliveries are')} parked`,
    );
    const mails = await lab.until('the owner has a mail', PATIENCE_S, async () => {
      const found = await email.list({ recipient: owner });
      return found.length > 0 && found;
    });
    lab.say(`its owner reads: "${mails[0]?.subject}"`);
    for (let index = 0; index < 2; index++) await share();
    await untilParked('what is new is parked too');
    lab.say('2 more shares: nobody is called');
    const meanwhile = client.calls - calls;

    client.mood = { errorRate, down: false, silent: false };
    const { status, body } = await lab.ask(lab.output('ReplayCallbacksUrl'), { method: 'POST', body: { endpointId, owner } });
    lab.say(
      `the endpoint is well again${errorRate > 0 ? ', more or less' : ''}; its owner asks for the replay: ${status} ${JSON.stringify(body)}`,
    );
    if (kill && lab.target.killFunction) {
      const killed = await lab.target.killFunction('DeliverCallback');
      if (killed) lab.say('a process of DeliverCallback is killed (SIGKILL) in the middle');
    }
    await lab
      .until('everything has come', PATIENCE_S, async () => {
        lab.progress(`${client.received.size} of ${shares.length} called back`);
        return client.received.size >= shares.length;
      })
      .catch(() => lab.signal.throwIfAborted());
    const view = await lab
      .until('all deliveries are noted', 300, async () => {
        const seen = await endpoint(lab, endpointId, owner);
        return seen.deliveries.every(({ state }) => state === 'delivered') && seen;
      })
      .catch(() => endpoint(lab, endpointId, owner));

    const stranger = await lab.ask(lab.output('ReplayCallbacksUrl'), {
      method: 'POST',
      body: { endpointId, owner: 'mallory@example.com' },
    });
    const subjects = new Set([...client.received.values()].map(({ subject }) => subject));
    const letters = (await email.list({ recipient: owner })).length;
    lab.promise('a dead endpoint is left alone', meanwhile === 0, `${counted(meanwhile, 'call')} after it was disabled, ${calls} before`);
    lab.promise('its owner is told, once', letters === 1, `${counted(letters, 'mail')}`);
    lab.promise(
      'the replay brings everything',
      shares.every((shareId) => subjects.has(shareId)),
      `${subjects.size} of ${counted(shares.length, 'share')}`,
    );
    lab.promise(
      'once, by delivery id',
      client.received.size === shares.length,
      `${client.received.size} ids; ${repeated(client)} came again under the same id`,
    );
    lab.promise(
      'its owner can see so',
      view.deliveries.every(({ state }) => state === 'delivered') && view.status === 'active',
      `${view.status}, ${counted(view.deliveries.length, 'delivery', 'deliveries')}`,
    );
    lab.promise('nobody else can ask for it', stranger.status === 404, `a stranger is answered ${stranger.status}`);
  } finally {
    await email.setKnobs({ errorRate: 0 });
    await client.stop();
  }
}
