import type { Answer, Lab } from '../lab/lab.ts';
import { cutRequest } from './cut.ts';
import { promiseArrived, promiseMemory } from './found.ts';
import { paddedImage } from './padded-image.ts';
import { begun, fileSize, MiB, mb, partOf, senderOf, sha256 } from './sender.ts';
import { verdict } from './verdict.ts';

const PART = 5 * MiB;

/** The function only gives links, by which the parts go to the bucket: no limit of 6 MB, no base64, and no function that waits for bytes. */
export async function direct(lab: Lab): Promise<void> {
  const file = paddedImage(fileSize(lab), lab.unique('direct'));
  const sum = sha256(file);
  const sender = senderOf(lab);
  const { uploadId, parts } = await begun(sender, { size: file.length, sha256: sum, way: 'direct', chunkSize: PART });
  const numbers = Array.from({ length: parts }, (_, i) => i + 1);
  const bytesOf = (n: number) => partOf(file, PART, n);
  const { body } = await sender.links(
    uploadId,
    numbers.map((n) => ({ n, sha256: sha256(bytesOf(n)) })),
  );
  const linkOf = (n: number) => body.links.find((link) => link.n === n) ?? { url: '', headers: {} };
  const put = (n: number, bytes: Buffer): Promise<Answer> =>
    lab.ask(linkOf(n).url, { method: 'PUT', body: bytes, headers: linkOf(n).headers });
  lab.say(`${mb(file.length)} in ${parts} parts of ${mb(PART)}: ${body.links.length} links, each good for one part with one checksum`);

  const after = Math.floor(lab.random() * bytesOf(1).length);
  await cutRequest({ ...linkOf(1), method: 'PUT', body: bytesOf(1), after });
  const forged = await put(1, Buffer.from(bytesOf(1)).fill(7, 0, 100));
  const missing = (await sender.look(uploadId)).body.missing;
  lab.say(`part 1 is cut after ${mb(after)}, then sent with other bytes: the bucket says ${forged.status}; neither is there`);

  const answers = await Promise.all(numbers.toReversed().map((n) => put(n, bytesOf(n))));
  lab.say(`all parts at once, the last first: ${answers.map(({ status }) => status).join(', ')}`);
  await sender.complete(uploadId);
  const seen = await verdict(lab, uploadId, () => sender.complete(uploadId));

  lab.promise('the bucket takes no other bytes than were announced', forged.status >= 400 && forged.status < 500, String(forged.status));
  lab.promise('of a part that was cut nothing is there', missing.includes(1), `missing: ${missing.join(', ')}`);
  await promiseArrived(lab, seen, file, sum);
  promiseMemory(lab, seen, file);
}
