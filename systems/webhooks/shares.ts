import { fileURLToPath } from 'node:url';
import { readPhoto } from '../../compare/photo.ts';
import type { Lab } from '../lab/lab.ts';

const PHOTO = fileURLToPath(new URL('../../photos/chelsea.png', import.meta.url));

/** A photo to share; answers its id. */
export async function uploadPhoto(lab: Lab): Promise<string> {
  const { bytes, contentType } = await readPhoto(PHOTO);
  const headers = { 'content-type': contentType };
  const { status, body } = await lab.ask(lab.output('UploadPhotoUrl'), { method: 'POST', body: bytes, headers });
  if (status !== 200 && status !== 201) throw new Error(`The photo was not taken: ${status} ${JSON.stringify(body)}`);
  return String(body.photoId);
}

/** Shares by the queue. No mail reaches a domain below .invalid, so that such a share fails. */
export async function sharePhoto(lab: Lab, photoId: string, shareId: string, fails = false): Promise<void> {
  const recipient = fails ? 'nobody@nowhere.invalid' : 'friend@example.com';
  const body = { photoId, recipient, mode: 'pull', shareId };
  // repeated while it fails: the share's id makes it the same share
  const { status, body: answer } = await lab.until('the share is taken', 1200, async () => {
    const asked = await lab.ask(lab.output('SharePhotoUrl'), { method: 'POST', body });
    return asked.status !== 0 && asked.status < 500 && asked;
  });
  if (status !== 202) throw new Error(`The share was not taken: ${status} ${JSON.stringify(answer)}`);
}
