import type { IncomingMessage } from 'node:http';
import { AwsError } from '../services/errors.ts';

/** Largest request that is read: an S3 part may be 5 GiB on AWS; here everything is held in memory. */
const MAX_BODY = 512 * 1024 * 1024;

/** Reads a request's body, un-chunked where the client sent it as `aws-chunked`. Throws EntityTooLarge above MAX_BODY. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY)
        throw new AwsError('EntityTooLarge', `The embedded stack takes requests of at most ${MAX_BODY} bytes`, { status: 413 });
      chunks.push(chunk);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
    throw new AwsError('IncompleteBody', 'The connection ended before the request was complete');
  }
  const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  const encoding = request.headers['content-encoding'] ?? '';
  return encoding.includes('aws-chunked') || request.headers['x-amz-content-sha256']?.toString().startsWith('STREAMING-')
    ? unchunk(body, request.headers)
    : body;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html; trailing checksums come after the last chunk. */
function unchunk(body: Buffer, headers: IncomingMessage['headers']): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const size = end < 0 ? Number.NaN : Number.parseInt(body.toString('latin1', at, end), 16);
    if (Number.isNaN(size)) throw new AwsError('IncompleteBody', 'The aws-chunked body ended before its last chunk');
    if (size === 0) {
      // what stands in a trailer is as good as a header: S3 verifies the checksum that it carries
      for (const line of body.toString('latin1', end + 2).split('\r\n')) {
        const [, name, value] = /^(x-amz-checksum-[a-z0-9]+):(.*)$/i.exec(line) ?? [];
        if (name) headers[name.toLowerCase()] = value?.trim();
      }
      return Buffer.concat(parts);
    }
    if (end + 2 + size > body.length) throw new AwsError('IncompleteBody', 'The aws-chunked body ended before its last chunk');
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
