import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { EXIT, UserError } from './errors.ts';

export interface Photo {
  name: string;
  bytes: Uint8Array;
  contentType: string;
}

/**
 * A function is handed 6,291,456 bytes at most, in which a photo is base64, four bytes for three, and its request's headers take some.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_PHOTO = 4_700_000;

const SIGNATURES: [contentType: string, matches: (bytes: Uint8Array) => boolean][] = [
  ['image/jpeg', (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff],
  ['image/png', (b) => Buffer.from(b.subarray(0, 8)).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ['image/gif', (b) => Buffer.from(b.subarray(0, 4)).toString('latin1') === 'GIF8'],
];

/** Reads a photograph and looks at its content, not its name. Throws UserError (exit code 4) for what is missing, too large or no image. */
export async function readPhoto(path: string): Promise<Photo> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.code === 'EISDIR' ? 'it is a folder' : error.message;
    throw new UserError(`Cannot read the photo ${path}: ${why}. Name a JPEG, PNG or GIF with --photo.`, EXIT.photo);
  });
  const contentType = SIGNATURES.find(([, matches]) => matches(bytes))?.[0];
  if (!contentType)
    throw new UserError(`${path} is not an image: its content is neither JPEG, PNG nor GIF. Name another with --photo.`, EXIT.photo);
  if (bytes.length > MAX_PHOTO) {
    throw new UserError(`${path} has ${bytes.length} bytes; a photo that goes through a function may have ${MAX_PHOTO}.`, EXIT.photo);
  }
  return { name: basename(path), bytes, contentType };
}
