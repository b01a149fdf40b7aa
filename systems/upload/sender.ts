import { createHash } from 'node:crypto';
import type { Answer, Lab } from '../lab/lab.ts';

export const MiB = 1024 ** 2;

/** What the service says of an upload. */
export interface Seen {
  uploadId: string;
  state: string;
  parts: number;
  missing: number[];
  chunkSize: number;
  size: number;
  reason?: { code: string; message: string };
  imageUrl?: string;
  thumbnailUrl?: string;
  assembledWithMb?: number;
}

export interface Refusal {
  error: { code: string; message: string };
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

export const codeOf = ({ body }: Answer) => (body as Partial<Refusal>).error?.code ?? '';
export const messageOf = ({ body }: Answer) => (body as Partial<Refusal>).error?.message ?? JSON.stringify(body);

export const partOf = (file: Buffer, chunkSize: number, n: number) => file.subarray((n - 1) * chunkSize, n * chunkSize);

/** In the megabytes of people. */
export const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** How large the files of a run are: `--count` MiB, of which a chunk is about a tenth. */
export const fileSize = (lab: Lab) => Math.max(6, lab.options.count) * MiB + 12_345;
export const chunkSizeFor = (size: number) => (size > 40 * MiB ? 4 * MiB : MiB);

export interface Announcement {
  size: number;
  sha256: string;
  chunkSize?: number;
  way?: 'chunks' | 'direct';
  lifetimeSeconds?: number;
}

/** Speaks the protocol of docs/systems/upload.md. */
export function senderOf(lab: Lab) {
  const url = lab.output('UploadsUrl');
  const ask = <Body = Seen>(path: string, request: Parameters<Lab['ask']>[1] = {}) =>
    lab.ask(`${url}${path}`, request) as Promise<unknown> as Promise<Answer<Body>>;
  return {
    begin: (announcement: Announcement) =>
      ask('', { method: 'POST', body: { name: lab.unique('image'), contentType: 'image/png', ...announcement } }),
    look: (uploadId: string) => ask(uploadId),
    partUrl: (uploadId: string, n: number) => `${url}${uploadId}/parts/${n}`,
    put: (uploadId: string, n: number, bytes: Uint8Array, digest = sha256(bytes)) =>
      ask<Partial<Refusal> & { repeated?: boolean }>(`${uploadId}/parts/${n}`, { method: 'PUT', body: bytes, headers: headersOf(digest) }),
    complete: (uploadId: string) => ask(`${uploadId}/complete`, { method: 'POST' }),
    links: (uploadId: string, parts: { n: number; sha256: string }[]) =>
      ask<{ links: { n: number; url: string; headers: Record<string, string> }[] }>(`${uploadId}/links`, {
        method: 'POST',
        body: { parts },
      }),
  };
}

export type Sender = ReturnType<typeof senderOf>;

export const headersOf = (digest: string) => ({ 'content-type': 'application/octet-stream', 'content-digest': `sha-256=:${digest}:` });

/** Begins, and throws what was refused: for the walkthroughs in which it isn't. */
export async function begun(sender: Sender, announcement: Announcement): Promise<Seen> {
  const answer = await sender.begin(announcement);
  if (answer.status !== 201) throw new Error(`The upload was not taken: ${answer.status} ${messageOf(answer as unknown as Answer)}`);
  return answer.body;
}

/** Sends a part until it is taken: an answer of 5xx, or none, says nothing about whether it was. */
export async function putSurely(sender: Sender, uploadId: string, n: number, bytes: Uint8Array): Promise<number> {
  for (let tries = 1; ; tries++) {
    const answer = await sender.put(uploadId, n, bytes);
    if (answer.status === 200 || answer.status === 201) return answer.status;
    const final = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
    if (final || tries === 8) throw new Error(`Part ${n} was not taken: ${answer.status} ${messageOf(answer as unknown as Answer)}`);
  }
}
