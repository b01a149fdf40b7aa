import type { Lab } from '../lab/lab.ts';
import { inBucket } from './bucket-view.ts';
import { mb, type Seen } from './sender.ts';
import { downloaded } from './verdict.ts';

/** Promises that hold for every file that arrived, whatever its way: by what its owner gets, and by what the bucket holds. */
export async function promiseArrived(lab: Lab, seen: Seen, file: { length: number }, sha256: string): Promise<void> {
  const image = await downloaded(lab, seen.imageUrl);
  const thumbnail = await downloaded(lab, seen.thumbnailUrl);
  const left = await inBucket(lab, [`chunks/${seen.uploadId}/`, `incoming/${seen.uploadId}`]);
  lab.promise(
    'what one gets by the link is the file, byte by byte',
    image.sha256 === sha256 && image.size === file.length,
    image.status === 200 ? `${mb(image.size)}, SHA-256 ${image.sha256 === sha256 ? 'as announced' : 'differs'}` : stateOf(seen),
  );
  lab.promise(
    "the thumbnail is made after the bucket's event",
    thumbnail.status === 200 && thumbnail.type === 'image/jpeg',
    `${thumbnail.type || 'nothing'}, ${thumbnail.size} bytes`,
  );
  lab.promise('nothing of the way is left in the bucket', left.length === 0, `${left.length} objects`);
}

export function promiseMemory(lab: Lab, { assembledWithMb = Number.NaN }: Seen, file: { length: number }): void {
  lab.promise(
    `${mb(file.length)} fit through a function of 128 MB`,
    assembledWithMb <= 128,
    `it held ${assembledWithMb} MB at most, Node and all`,
  );
}

export const stateOf = ({ state, reason }: Seen) => (reason ? `${state}: ${reason.code}` : state);
