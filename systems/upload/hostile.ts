import type { Lab } from '../lab/lab.ts';
import { inBucket } from './bucket-view.ts';
import { promiseArrived, stateOf } from './found.ts';
import { noise, paddedImage, png } from './padded-image.ts';
import { begun, MiB, mb, partOf, putSurely, type Seen, senderOf, sha256 } from './sender.ts';
import { verdictOf } from './verdict.ts';

const UNPACKED = 256 * MiB;

/** Files that lie: about what they are, how large they get, and what was announced of them. */
export async function hostile(lab: Lab): Promise<void> {
  const sender = senderOf(lab);
  const chunkSize = 64 * 1024;
  const good = paddedImage(200_000, lab.unique('good'));
  const bomb = png({ width: 16, height: 16, interlaced: true, rows: Buffer.alloc(UNPACKED) });
  const announce = (file: Buffer, sum = sha256(file)) => begun(sender, { size: file.length, sha256: sum, chunkSize });

  /** Sends its first chunk, and the rest if that is taken. */
  const arrives = async (file: Buffer, sum?: string): Promise<Seen> => {
    const { uploadId, parts } = await announce(file, sum);
    for (let n = 1; n <= parts; n++) {
      const { status, body } = await sender.put(uploadId, n, partOf(file, chunkSize, n));
      if (status >= 500 || status === 0) await putSurely(sender, uploadId, n, partOf(file, chunkSize, n));
      else if (body.error) return { ...(await sender.look(uploadId)).body, reason: body.error };
    }
    return verdictOf(lab, sender, uploadId);
  };

  const refusals: [what: string, expected: string, seen: Seen][] = [];
  const expect = async (what: string, expected: string, file: Buffer, sum?: string) => {
    lab.progress(what);
    const seen = await arrives(file, sum);
    refusals.push([what, expected, seen]);
    lab.say(`${what}: ${stateOf(seen)}`);
  };
  await expect('a text that is called an image', 'NOT_AN_IMAGE', Buffer.from('no image at all\n'.repeat(10_000)));
  await expect('noise', 'NOT_AN_IMAGE', noise(200_000, 'noise'));
  await expect(
    'a PNG that claims 50,000 × 50,000 pixels',
    'IMAGE_TOO_LARGE',
    png({ width: 50_000, height: 50_000, rows: Buffer.alloc(9) }),
  );
  await expect(`a PNG of 16 × 16 pixels and ${mb(bomb.length)} that unpacks to ${mb(UNPACKED)}`, 'DECOMPRESSION_BOMB', bomb);
  await expect('half an image', 'BROKEN_IMAGE', png({ width: 640, height: 480 }).subarray(0, 900));
  await expect('a file that is not the one that was announced', 'CHECKSUM_DIFFERS', good, sha256(noise(10, 'other')));

  const { uploadId } = await announce(good);
  const short = await sender.put(uploadId, 1, good.subarray(0, 1000));
  const lie = await sender.put(uploadId, 1, partOf(good, chunkSize, 1), sha256(noise(10, 'lie')));
  const huge = await sender.begin({ size: 10_000 * MiB, sha256: sha256(good) });
  const large = await sender.begin({ size: 50 * MiB, sha256: sha256(good), chunkSize: 10 * MiB });
  lab.say(`a chunk of another size: ${short.body.error?.code}; of another checksum: ${lie.body.error?.code}`);
  lab.say(`chunks of 10 MiB: "${(large.body as unknown as typeof lie.body).error?.message}"`);
  const seen = await arrives(good);

  for (const [what, expected, { state, reason, uploadId: id }] of refusals) {
    const kept = await inBucket(lab, [`originals/${id}`, `thumbnails/${id}`]);
    lab.promise(`refused: ${what}`, state === 'rejected' && reason?.code === expected && kept.length === 0, `${state}: ${reason?.code}`);
  }
  lab.promise(
    'a chunk that lies about its size or checksum is refused',
    short.body.error?.code === 'WRONG_SIZE' && lie.body.error?.code === 'CHECKSUM_DIFFERS',
    `${short.status} and ${lie.status}`,
  );
  lab.promise(
    'what is too large is refused before a byte is sent',
    huge.status === 413 && large.status === 400,
    `${huge.status} and ${large.status}`,
  );
  await promiseArrived(lab, seen, good, sha256(good));
}
