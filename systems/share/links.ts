import { readPhoto } from '../../compare/photo.ts';
import type { DeliveryMode } from '../../functions/shared/messages.ts';
import { localFetch } from '../../targets/fetch.ts';
import type { Lab } from '../lab/lab.ts';
import type { Load, Shared } from './shares.ts';
import { mailOf, PHOTO, sharePhoto } from './shares.ts';

const TIMEOUT_MS = 10_000;

/** What every version promises of the link in its mail: it shows the photo, until it expires or is taken back. */
export async function checkLinks(lab: Lab, mode: DeliveryMode, { photoId, accepted }: Load): Promise<void> {
  const { email } = lab.thirdParties;
  await email.setKnobs({ errorRate: 0 });
  const first = accepted[0] ?? (await shareOnceMore(lab, mode, photoId));
  const link = await linkOf(lab, first.shareId);
  const opened = await open(lab, link);
  const original = Buffer.from((await readPhoto(PHOTO)).bytes);
  lab.promise('the link in the mail shows the photo', opened.bytes.equals(original), `HTTP ${opened.status}, ${opened.bytes.length} bytes`);

  const { status } = await lab.ask(`${lab.output('RevokeShareUrl')}?shareId=${first.shareId}`, { method: 'DELETE' });
  const after = await open(lab, link);
  lab.promise('a share that is taken back shows nothing', status === 204 && after.code === 'LINK_REVOKED', after.found);

  const brief = await sharePhoto(lab, { photoId, mode, linkLifetimeS: 1 });
  const briefLink = await linkOf(lab, brief.shareId);
  await lab.pass(2);
  const late = await open(lab, briefLink);
  lab.promise('a link ends when it said it would', late.code === 'LINK_EXPIRED', late.found);
}

/** A short load may lie in the outage altogether: then somebody tries again, as they were told to. */
async function shareOnceMore(lab: Lab, mode: DeliveryMode, photoId: string): Promise<Shared> {
  const shared = await sharePhoto(lab, { photoId, mode });
  const { status } = shared.answer;
  if (status !== 200 && status !== 202) throw new Error(`Nobody was told yes, and nobody is when all is well: ${status}`);
  lab.say('nobody was told yes meanwhile; one tries again when the provider is well, and is');
  return shared;
}

const linkOf = async (lab: Lab, shareId: string) => (await mailOf(lab, shareId)).text.match(/http\S+/)?.[0] ?? '';

/** As the recipient's browser: on to where the link leads. */
async function open(lab: Lab, link: string): Promise<{ status: number; bytes: Buffer; code: string | undefined; found: string }> {
  const signal = AbortSignal.any([lab.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const answer = await localFetch(link, { redirect: 'manual', signal });
  const location = answer.headers.get('location');
  const shown = location === null ? answer : await localFetch(location, { signal });
  const bytes = Buffer.from(await shown.arrayBuffer());
  const code = /"code":"(\w+)"/.exec(bytes.subarray(0, 300).toString())?.[1];
  return { status: shown.status, bytes, code, found: `HTTP ${shown.status}${code ? ` ${code}` : ''}` };
}
