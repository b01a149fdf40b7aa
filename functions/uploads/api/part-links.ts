import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { type Part, partCount, partSize, type Upload } from '../upload.ts';
import { sha256Schema } from './begin.ts';

export const linksSchema = z.object({
  parts: z
    .array(z.object({ n: z.int().positive(), sha256: sha256Schema }))
    .min(1)
    .max(100),
});

/** Links by which parts go to the bucket, past the function. Size and checksum are signed with them: other bytes are refused there. */
export async function partLinks(
  upload: Upload,
  { parts }: z.infer<typeof linksSchema>,
  link: (upload: Upload, part: Part) => Promise<string>,
): Promise<{ n: number; url: string; headers: Record<string, string> }[]> {
  if (upload.way !== 'direct') throw new HttpError(409, 'WRONG_WAY', 'The parts of this upload go through the function.');
  if (upload.state !== 'open') throw new HttpError(409, 'UPLOAD_CLOSED', `The upload is ${upload.state}: it takes no more parts.`);
  return Promise.all(
    parts.map(async ({ n, sha256 }) => {
      if (n > partCount(upload)) throw new HttpError(404, 'NO_SUCH_PART', `The parts of this upload are 1 to ${partCount(upload)}.`);
      const url = await link(upload, { n, sha256, size: partSize(upload, n) });
      return { n, url, headers: { 'x-amz-checksum-sha256': sha256 } };
    }),
  );
}
