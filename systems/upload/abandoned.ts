import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Lab } from '../lab/lab.ts';
import { inBucket } from './bucket-view.ts';
import { promiseArrived } from './found.ts';
import { paddedImage } from './padded-image.ts';
import { begun, codeOf, MiB, partOf, putSurely, senderOf, sha256 } from './sender.ts';
import { verdictOf } from './verdict.ts';

/** Nobody ends an upload: what came of it goes. Another, whose time isn't over, is left alone. */
export async function abandoned(lab: Lab): Promise<void> {
  const file = paddedImage(3 * MiB, lab.unique('abandoned'));
  const announced = { size: file.length, sha256: sha256(file), chunkSize: MiB };
  const sender = senderOf(lab);
  const kept = await begun(sender, announced);
  const left = await begun(sender, { ...announced, lifetimeSeconds: 1 });
  const direct = await begun(sender, { ...announced, chunkSize: 5 * MiB, way: 'direct', lifetimeSeconds: 1 });
  for (const { uploadId } of [kept, left]) for (const n of [1, 3]) await putSurely(sender, uploadId, n, partOf(file, MiB, n));
  const below = (uploadId: string) => inBucket(lab, [`chunks/${uploadId}/`]);
  const before = (await below(left.uploadId)).length;
  lab.say(`three uploads are begun: two senders take a second for it and go away, the third takes its time`);

  const sweeper = sweeperOf(lab);
  const stateOf = async (uploadId: string) => (await sender.look(uploadId)).body.state;
  try {
    // the schedule does it four times a day: the operator doesn't wait for it
    await lab.until('the sweep ends what nobody ended', 30, async () => {
      await sweeper.sweep();
      return (await stateOf(left.uploadId)) === 'abandoned' && (await stateOf(direct.uploadId)) === 'abandoned';
    });
  } finally {
    sweeper.stop();
  }
  const chunks = await below(left.uploadId);
  lab.say(`the sweep: ${before} chunks of the abandoned one before, ${chunks.length} after`);
  const late = await sender.put(left.uploadId, 2, partOf(file, MiB, 2));
  const ended = await sender.complete(left.uploadId);
  const links = await sender.links(direct.uploadId, [{ n: 1, sha256: sha256(file) }]);
  lab.say(`its sender comes back: a chunk is answered ${late.status} ${late.body.error?.code}, the end ${ended.status}`);

  await putSurely(sender, kept.uploadId, 2, partOf(file, MiB, 2));
  const seen = await verdictOf(lab, sender, kept.uploadId);
  lab.promise('what nobody ended is swept', before === 2 && chunks.length === 0, `${before} chunks before, ${chunks.length} after`);
  lab.promise(
    'who comes too late is told so',
    late.status === 409 && ended.status === 410 && links.status === 409,
    `chunk ${late.status}, end ${ended.status} ${codeOf(ended as never)}, links ${links.status}`,
  );
  await promiseArrived(lab, seen, file, announced.sha256);
}

function sweeperOf(lab: Lab) {
  const { endpoint, region, credentials } = lab.target;
  const lambda = new LambdaClient({ region, ...(endpoint ? { endpoint } : {}), ...(credentials ? { credentials } : {}) });
  return {
    async sweep() {
      const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: lab.output('SweepUploadsName') }));
      if (FunctionError) throw new Error(`The sweep failed: ${FunctionError}`);
    },
    stop: () => lambda.destroy(),
  };
}
