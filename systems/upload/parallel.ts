import type { Lab } from '../lab/lab.ts';
import { inBucket } from './bucket-view.ts';
import { promiseArrived, promiseMemory } from './found.ts';
import { kill } from './kill.ts';
import { paddedImage } from './padded-image.ts';
import { begun, chunkSizeFor, fileSize, mb, partOf, putSurely, type Sender, senderOf, sha256 } from './sender.ts';
import { verdict } from './verdict.ts';

const AT_ONCE = 4;

/** Two senders, an upload id, every chunk from both, four at a time, each in an order of its own. */
export async function parallel(lab: Lab): Promise<void> {
  const file = paddedImage(fileSize(lab), lab.unique('parallel'));
  const sum = sha256(file);
  const senders = [senderOf(lab), senderOf(lab)] as const;
  const { uploadId, parts, chunkSize } = await begun(senders[0], { size: file.length, sha256: sum, chunkSize: chunkSizeFor(file.length) });
  const early = await senders[0].complete(uploadId);
  lab.say(`${mb(file.length)} in ${parts} chunks, by two senders at once, ${AT_ONCE} at a time, in any order`);
  const first = Math.floor(parts / 2);
  let done = 0;
  const work = async (sender: Sender): Promise<number> => {
    const order = shuffled(lab, parts);
    let kept = 0;
    const worker = async () => {
      for (let n = order.pop(); n !== undefined; n = order.pop()) {
        if ((await putSurely(sender, uploadId, n, partOf(file, chunkSize, n))) === 201) kept++;
        if (++done === first) await kill(lab, 'UploadsApi');
        lab.progress(`${done} of ${2 * parts} requests`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await sender.complete(uploadId);
    return kept;
  };
  const kept = await Promise.all(senders.map(work));
  lab.say(`of the first sender ${kept[0]} chunks were new, of the second ${kept[1]}`);
  const seen = await verdict(lab, uploadId, () => senders[0].complete(uploadId));

  lab.promise('an end that is said too early is refused', early.status === 409, String(early.status));
  // who lost the answer to a killed process found its chunk there the second time
  const all = kept.reduce((some, more) => some + more, 0);
  lab.promise('each chunk is kept once', all <= parts, `${all} new ones of ${2 * parts} requests, for ${parts} chunks`);
  const objects = await inBucket(lab, [`originals/${uploadId}`, `thumbnails/${uploadId}`]);
  lab.promise('two ends make one image', objects.length === 2, `${objects.length} objects: the image and its thumbnail`);
  await promiseArrived(lab, seen, file, sum);
  promiseMemory(lab, seen, file);
}

function shuffled(lab: Lab, count: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i + 1);
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(lab.random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}
