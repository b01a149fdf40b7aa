import { createHash } from 'node:crypto';
import { localFetch } from '../../targets/fetch.ts';
import type { Lab } from '../lab/lab.ts';
import { type Seen, type Sender, senderOf } from './sender.ts';

const OVER = ['ready', 'rejected', 'abandoned'];

/** The longest that a sender waits before it says again that all is there: its message may be lost, or its worker. */
const SAY_AGAIN_S = 400;

/** Real processes carry real bytes: they get so many real seconds whatever the scale, before anybody asks again, and at all. */
const LEAST_MS = 20_000;
const PATIENCE_MS = 120_000;

/** Says that all is there, and waits for what is made of it, as a patient sender does. */
export async function verdictOf(lab: Lab, sender: Sender, uploadId: string): Promise<Seen> {
  await sender.complete(uploadId);
  return verdict(lab, uploadId, () => sender.complete(uploadId));
}

export async function verdict(lab: Lab, uploadId: string, sayAgain?: () => Promise<unknown>): Promise<Seen> {
  const sender = senderOf(lab);
  const every = Math.max((SAY_AGAIN_S * 1000) / lab.target.timeScale, LEAST_MS);
  let next = performance.now() + every;
  const patience = Math.max(1800, (PATIENCE_MS / 1000) * lab.target.timeScale);
  return lab.until(`a verdict on the upload ${uploadId}`, patience, async () => {
    if (performance.now() > next) {
      await sayAgain?.();
      next = performance.now() + every;
    }
    const { status, body } = await sender.look(uploadId);
    lab.progress(`${uploadId}: ${body.state}`);
    return status === 200 && OVER.includes(body.state) && body;
  });
}

/** What one gets by a link: size and checksum, read as it comes. */
export async function downloaded(
  lab: Lab,
  url: string | undefined,
): Promise<{ status: number; size: number; sha256: string; type: string }> {
  if (url === undefined) return { status: 0, size: 0, sha256: '', type: '' };
  const response = await localFetch(url, { signal: lab.signal });
  const hash = createHash('sha256');
  let size = 0;
  for await (const bytes of response.body ?? []) {
    hash.update(bytes);
    size += bytes.length;
  }
  return { status: response.status, size, sha256: hash.digest('base64'), type: response.headers.get('content-type') ?? '' };
}
