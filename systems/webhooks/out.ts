import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { untilRedriven } from '../lab/redrive.ts';
import { assertReachable, endpoint, register, repeated, rotate, tryToRegister } from './client-side.ts';
import { startReceiver } from './receiver.ts';
import { sharePhoto, uploadPhoto } from './shares.ts';

/** Clients are told how their shares ended: a flaky endpoint beside one that never answers. */
export async function webhookOut(lab: Lab): Promise<void> {
  assertReachable(lab);
  const { count, errorRate, downSeconds, kill, seed } = lab.options;
  const flaky = await startReceiver(lab.random);
  const stuck = await startReceiver(lab.random);
  try {
    const photoId = await uploadPhoto(lab);
    let flakyId = '';
    let stuckId = '';
    const owner = `${lab.unique('client')}@example.com`;
    const fails = (index: number) => index % 4 === 1;
    const late = (index: number) => index % 3 === 2;
    const shares = Array.from({ length: count }, () => lab.unique('share'));
    const callbacks = (shareId: string) => ({ shareId, owner, success: `${flaky.url}/hook`, failure: `${flaky.url}/hook` });
    lab.say(`a client has us call it when each of ${counted(count, 'share')} is through; another one's endpoint never answers`);
    const percent = Math.round(errorRate * 100);
    if (errorRate > 0) lab.say(`the first one's endpoint fails ${percent} % of requests, and so does the email provider`);
    await lab.thirdParties.email.setKnobs({ errorRate, seed });
    flaky.mood.errorRate = errorRate;
    stuck.mood.silent = true;

    for (const [index, shareId] of shares.entries()) {
      if (!late(index)) flakyId = await register(lab, flaky, callbacks(shareId));
      stuckId = await register(lab, stuck, {
        shareId,
        owner: `other-${owner}`,
        success: `${stuck.url}/hook`,
        failure: `${stuck.url}/hook`,
      });
      await sharePhoto(lab, photoId, shareId, fails(index));
      if (index !== Math.floor(count / 2)) continue;
      if (kill && lab.target.killFunction) {
        await lab.until('a callback is under way', 300, async () => stuck.calls > 0);
        const killed = await lab.target.killFunction('DeliverCallback');
        lab.say(
          killed ? 'a process of DeliverCallback is killed (SIGKILL) in the middle' : 'no process of DeliverCallback runs to be killed',
        );
      }
      if (downSeconds > 0) {
        lab.say(`the first one's endpoint is down for ${downSeconds} s`);
        flaky.mood.down = true;
        await lab.pass(downSeconds);
        flaky.mood.down = false;
      }
    }
    await untilRedriven(lab, [lab.output('ShareRequestsQueueUrl')], 'every early callback has come', 900, async () => {
      const early = shares.filter((_, index) => !late(index));
      const told = new Set([...flaky.received.values()].map(({ subject }) => subject));
      lab.progress(`${told.size} of ${early.length} called back`);
      return early.every((shareId) => told.has(shareId));
    }).catch(() => lab.signal.throwIfAborted());
    const stuckCalls = stuck.calls;
    const stuckGot = stuck.received.size;
    const { body: again } = await tryToRegister(lab, callbacks(lab.unique('share')));
    const toldAgain = JSON.stringify(again).includes('whsec_');
    await rotate(lab, flaky, flakyId, owner);
    lab.say('the first one rotates its secret, and forgets the old one');
    for (const [index, shareId] of shares.entries()) if (late(index)) await register(lab, flaky, callbacks(shareId));
    await untilRedriven(lab, [lab.output('ShareRequestsQueueUrl')], 'every callback has come', 900, async () => {
      lab.progress(`${flaky.received.size} of ${count} called back`);
      return flaky.received.size >= count;
    }).catch(() => lab.signal.throwIfAborted());

    const told = [...flaky.received.values()];
    const right = shares.filter((shareId, index) => {
      const own = told.filter(({ subject }) => subject === shareId);
      return own.length === 1 && own[0]?.type === (fails(index) ? 'share.failure' : 'share.success');
    });
    const lateOnes = shares.filter((_, index) => late(index));
    lab.promise(
      'every share has its callback, success or failure',
      right.length === count,
      `${right.length} of ${counted(count, 'share')}`,
    );
    lab.promise(
      'once, by delivery id',
      flaky.received.size === count,
      `${flaky.received.size} ids; ${repeated(flaky)} came again under the same id`,
    );
    const heard = lateOnes.filter((shareId) => told.some(({ subject }) => subject === shareId)).length;
    lab.promise('who registers late is told too', heard === lateOnes.length, `${heard} of ${lateOnes.length} who came when it was over`);
    lab.promise('its secret is told once', !toldAgain, `registering again ${toldAgain ? 'tells it' : 'does not tell it'}`);
    lab.promise(
      'an endpoint that never answers delays no other',
      stuckGot === 0 && stuckCalls > 0,
      `it was called ${stuckCalls} times meanwhile`,
    );

    stuck.mood.silent = false;
    lab.say('then the endpoint that never answered is well, and gets what it missed');
    const own = { endpointId: stuckId, owner: `other-${owner}` };
    let replays = 0;
    await lab
      .until('the stuck endpoint has everything', 1200, async () => {
        lab.progress(`${stuck.received.size} of ${count} called back`);
        const { status } = await endpoint(lab, own.endpointId, own.owner);
        if (status === 'disabled') {
          await lab.ask(lab.output('ReplayCallbacksUrl'), { method: 'POST', body: own });
          replays++;
        }
        return stuck.received.size >= count;
      })
      .catch(() => lab.signal.throwIfAborted());
    const how = replays === 0 ? 'by itself' : 'it had been disabled, and its owner asked for the replay';
    lab.promise('it gets what it missed', stuck.received.size === count, `${stuck.received.size} of ${count}, ${how}`);
    const forged = flaky.badlySigned + stuck.badlySigned;
    lab.promise('every call is signed with the secret of its endpoint', forged === 0, `${forged} of ${flaky.calls + stuck.calls} were not`);
  } finally {
    await lab.thirdParties.email.setKnobs({ errorRate: 0 });
    await Promise.all([flaky.stop(), stuck.stop()]);
  }
}
