import type { Lab } from '../lab/lab.ts';
import { cutRequest } from './cut.ts';
import { promiseArrived, promiseMemory } from './found.ts';
import { kill, killAtWork } from './kill.ts';
import { paddedImage } from './padded-image.ts';
import { begun, chunkSizeFor, fileSize, headersOf, mb, partOf, putSurely, type Sender, senderOf, sha256 } from './sender.ts';
import { verdict } from './verdict.ts';

/** Chunks through the function, while the line is cut again and again; the sender keeps nothing but the upload's id. */
export async function chunks(lab: Lab): Promise<void> {
  const file = paddedImage(fileSize(lab), lab.unique('chunks'));
  const sum = sha256(file);
  const sender = senderOf(lab);
  const { uploadId, parts, chunkSize } = await begun(sender, { size: file.length, sha256: sum, chunkSize: chunkSizeFor(file.length) });
  lab.say(`an image of ${mb(file.length)} is announced: ${parts} chunks of ${mb(chunkSize)}`);
  const sent = await sendWithCuts(lab, sender, uploadId, file, chunkSize);
  lab.say(`the line is cut ${sent.cuts} times, each time in the middle of a chunk; the sender asks what is missing, and goes on there`);

  const again = await sender.put(uploadId, 1, partOf(file, chunkSize, 1));
  const other = await sender.put(uploadId, 1, Buffer.from(partOf(file, chunkSize, 1)).fill(7, 0, 100));
  lab.say(`chunk 1 once more: ${again.status}; with another content: ${other.status} ${other.body.error?.code}`);

  const said = await Promise.all([sender.complete(uploadId), sender.complete(uploadId)]);
  await killAtWork(lab, 'AssembleUpload');
  const seen = await verdict(lab, uploadId, () => sender.complete(uploadId));
  const late = await sender.complete(uploadId);

  lab.promise('of a chunk that was cut nothing is there', sent.half === 0, `${sent.half} of ${sent.cuts}`);
  lab.promise(
    'no whole chunk is sent twice for a cut',
    sent.bytes <= file.length + sent.lost,
    `${mb(sent.bytes)} left for ${mb(file.length)}, ${mb(sent.lost)} of them in vain`,
  );
  lab.promise('the same chunk twice changes nothing', again.status === 200 && again.body.repeated === true, String(again.status));
  lab.promise('another content for a number is refused', other.status === 409, `${other.status} ${other.body.error?.code}`);
  lab.promise(
    'the end may be said any number of times',
    [...said, late].every(({ status }) => status === 202),
    [...said, late].map(({ status }) => status).join(', '),
  );
  await promiseArrived(lab, seen, file, sum);
  promiseMemory(lab, seen, file);
}

interface Sent {
  cuts: number;
  /** Cuts after which the chunk was there all the same. */
  half: number;
  bytes: number;
  /** Bytes that left before a cut. */
  lost: number;
}

async function sendWithCuts(lab: Lab, sender: Sender, uploadId: string, file: Buffer, chunkSize: number): Promise<Sent> {
  const sent: Sent = { cuts: 0, half: 0, bytes: 0, lost: 0 };
  let { missing } = (await sender.look(uploadId)).body;
  const middle = missing[Math.floor(missing.length / 2)];
  let killed = false;
  for (let n = missing[0]; n !== undefined; n = missing[0]) {
    const bytes = partOf(file, chunkSize, n);
    if (lab.random() < lab.options.errorRate) {
      const after = Math.floor(lab.random() * bytes.length);
      await cutRequest({ url: sender.partUrl(uploadId, n), method: 'PUT', headers: headersOf(sha256(bytes)), body: bytes, after });
      sent.cuts++;
      sent.bytes += after;
      sent.lost += after;
      // all that it knows is the id: what is there it asks
      ({ missing } = (await sender.look(uploadId)).body);
      if (!missing.includes(n)) sent.half++;
      continue;
    }
    if (n === middle && !killed) {
      killed = true;
      await kill(lab, 'UploadsApi');
    }
    await putSurely(sender, uploadId, n, bytes);
    sent.bytes += bytes.length;
    missing = missing.filter((other) => other !== n);
    lab.progress(`${missing.length} chunks to go`);
  }
  return sent;
}
