import type { Lab } from '../lab/lab.ts';
import { inBucket } from './bucket-view.ts';
import { cutRequest } from './cut.ts';
import { promiseArrived } from './found.ts';
import { paddedImage } from './padded-image.ts';
import { codeOf, headersOf, MiB, mb, messageOf, type Seen, sha256 } from './sender.ts';
import { verdict } from './verdict.ts';

/** One large request: simple, as long as the file is small and the line is good. */
export async function single(lab: Lab): Promise<void> {
  const url = lab.output('TakeImageUrl');
  const send = (file: Buffer) => lab.ask(url, { method: 'POST', body: file, headers: headersOf(sha256(file)) });
  const file = paddedImage(3 * MiB, lab.unique('single'));
  const before = (await inBucket(lab, ['originals/'])).length;
  const cutAt = Math.floor(lab.random() * file.length);
  await cutRequest({ url, method: 'POST', headers: headersOf(sha256(file)), body: file, after: cutAt });
  const after = (await inBucket(lab, ['originals/'])).length;
  lab.say(`an image of ${mb(file.length)} in one request: the line is cut after ${mb(cutAt)}, all of which is lost`);

  const { status, body } = await send(file);
  lab.say(`it is sent again from its first byte: ${status}`);
  const seen = await verdict(lab, String((body as unknown as Seen).uploadId));

  const ours = await send(paddedImage(4 * MiB + 100_000, 'ours'));
  lab.say(`4.3 MB: ${ours.status} ${codeOf(ours)}, "${messageOf(ours)}"`);
  const theirs = await send(paddedImage(7 * MiB, 'theirs'));
  const byPlatform = codeOf(theirs) === '';
  // LocalStack 4.14.0 has no limit for what comes to a function URL
  const unlimited = lab.target.name === 'localstack' && !byPlatform;
  lab.say(
    unlimited
      ? `7.3 MB: no limit of the platform's here, our own code answers ${theirs.status}; the limit itself is not put to the test`
      : `7.3 MB: the platform's own ${theirs.status}, before any code of ours: ${JSON.stringify(theirs.body)}`,
  );

  lab.promise('a request that was cut leaves nothing', after === before, `${after - before} objects`);
  await promiseArrived(lab, seen, file, sha256(file));
  lab.promise(
    'what is too large is told so, with the way that takes it',
    ours.status === 413 && /chunks/.test(messageOf(ours)),
    `${ours.status} ${codeOf(ours)}`,
  );
  if (!unlimited) lab.promise('past 6 MB the platform refuses', theirs.status === 413 && byPlatform, String(theirs.status));
}
