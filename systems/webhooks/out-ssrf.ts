import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { assertReachable, endpoint, register, tryToRegister } from './client-side.ts';
import { startReceiver } from './receiver.ts';
import { sharePhoto, uploadPhoto } from './shares.ts';

/** What clients who are none try to register; 127.0.0.1 itself is allowed here, so that a walkthrough has a client at all. */
const NASTY: [url: string, code: string][] = [
  ['http://169.254.169.254/latest/meta-data/', 'METADATA'],
  ['http://[fd00:ec2::254]/', 'METADATA'],
  ['http://[::ffff:169.254.169.254]/', 'METADATA'],
  ['http://169.254.1.1/', 'LINK_LOCAL'],
  ['http://[::1]/', 'LOOPBACK'],
  ['http://127.0.0.2/', 'LOOPBACK'],
  ['http://0x7f000002/', 'LOOPBACK'],
  ['http://2130706434/', 'LOOPBACK'],
  ['http://0177.0.0.2/', 'LOOPBACK'],
  ['http://[::ffff:127.0.0.2]/', 'LOOPBACK'],
  ['http://[64:ff9b::7f00:2]/', 'NOT_PUBLIC'],
  ['http://0.0.0.0/', 'NOT_PUBLIC'],
  ['http://10.0.0.1/', 'PRIVATE'],
  ['http://192.168.0.1/admin', 'PRIVATE'],
  ['http://100.64.0.1/', 'PRIVATE'],
  ['http://example.com@127.0.0.1/', 'USERINFO'],
  ['http://8.8.8.8:6379/', 'PORT'],
  ['file:///etc/passwd', 'SCHEME'],
  ['gopher://8.8.8.8/', 'SCHEME'],
];

/** Endpoints that are good at their registration, and send us elsewhere when they are called. */
const REDIRECTS: [to: string, code: string][] = [
  ['http://169.254.169.254/latest/meta-data/', 'METADATA'],
  ['http://0x7f000002/', 'LOOPBACK'],
  ['http://10.0.0.1/', 'PRIVATE'],
  ['file:///etc/passwd', 'SCHEME'],
];

/** Somebody has us call what only we can reach. */
export async function webhookOutSsrf(lab: Lab): Promise<void> {
  assertReachable(lab);
  const owner = `${lab.unique('mallory')}@example.com`;
  const shareId = lab.unique('share');
  let refused = 0;
  for (const [url, code] of NASTY) {
    const { status, body } = await tryToRegister(lab, { shareId, owner, success: url });
    const said = (body.error as { code?: string } | undefined)?.code;
    if (status === 422 && said === code) refused++;
    lab.say(`${url.padEnd(42)} ${status} ${said ?? ''}`);
  }

  const receiver = await startReceiver(lab.random);
  // a service inside, on an address that nobody allowed
  const inside = await startReceiver(lab.random, '::1').catch(() => undefined);
  try {
    const photoId = await uploadPhoto(lab);
    const targets: [string, string][] = [...REDIRECTS, ...(inside ? [[`${inside.url}/`, 'LOOPBACK'] as [string, string]] : [])];
    const loop = `${receiver.url}/?to=${encodeURIComponent(`${receiver.url}/`)}`;
    const trap = async (url: string) => ({ url, endpointId: await register(lab, receiver, { shareId, owner, success: url }) });
    const traps: { to: string; code: string; endpointId: string }[] = [];
    for (const [to, code] of targets) {
      const { endpointId } = await trap(`${receiver.url}/?to=${encodeURIComponent(to)}`);
      traps.push({ to, code, endpointId });
    }
    const good = await trap(loop);
    await sharePhoto(lab, photoId, shareId);
    const ended = async (endpointId: string) => {
      const delivery = await lab.until('the delivery has ended', 600, async () => {
        const [first] = (await endpoint(lab, endpointId, owner)).deliveries;
        return first && first.state !== 'pending' && first;
      });
      return delivery;
    };
    let caught = 0;
    for (const { to, code, endpointId } of traps) {
      const { state, last = '' } = await ended(endpointId);
      if (state === 'refused' && last.startsWith(`${code}:`)) caught++;
      lab.say(`${`redirect to ${to}`.padEnd(42)} ${state} ${last.split(':')[0]}`);
    }
    const followed = await ended(good.endpointId);
    lab.say(`${'redirect to where callbacks may go'.padEnd(42)} ${followed.state}`);

    lab.promise(
      'no such address is registered, and each is told why',
      refused === NASTY.length,
      `${refused} of ${NASTY.length} refused by name`,
    );
    lab.promise('a redirect is checked like the first address', caught === traps.length, `${caught} of ${traps.length} refused by name`);
    lab.promise('a good redirect is followed', followed.state === 'delivered', followed.last ?? followed.state);
    if (inside) lab.promise('nothing reaches a service inside', inside.calls === 0, `${counted(inside.calls, 'call')} at ${inside.url}`);
  } finally {
    await receiver.stop();
    await inside?.stop();
  }
}
