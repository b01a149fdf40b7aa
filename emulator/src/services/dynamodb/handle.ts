import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import { AwsError } from '../errors.ts';
import type { Caller, Context, Service, Stack } from '../service.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const LARGEST_REQUEST = 16 * 1024 * 1024;

/**
 * The wire of DynamoDB: dynalite checks types itself, with DynamoDB's messages, so JSON goes to it and comes from it as it is,
 * without the schema's help.
 */
export async function handle(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  caller: Caller,
  stack: Stack,
): Promise<void> {
  const requestId = randomUUID();
  let status = 200;
  let answer: object;
  const gone = new AbortController();
  response.on('close', () => gone.abort(new Error('the caller has gone')));
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_REQUEST) throw new AwsError('RequestEntityTooLarge', 'Request body is too large', { status: 413 });
      chunks.push(chunk);
    }
    const name = request.headers['x-amz-target']?.toString().split('.')[1] ?? '';
    const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
    if (!operation) throw new AwsError('NotImplemented', `The embedded stack does not support dynamodb:${name}`, { status: 501 });
    const headers = request.headers as Record<string, string | undefined>;
    const context: Context = { ...caller, stack, requestId, traceHeader: headers['x-amzn-trace-id'], signal: gone.signal, headers };
    answer = ((await operation(parse(Buffer.concat(chunks).toString()), context)) ?? {}) as object;
  } catch (error) {
    if (!(error instanceof AwsError)) console.error('emulator: dynamodb failed unexpectedly:', error);
    const known =
      error instanceof AwsError
        ? error
        : new AwsError('InternalServerError', `The embedded stack failed: ${(error as Error).message}`, { status: 500 });
    status = known.status;
    answer = { __type: `com.amazonaws.dynamodb.v20120810#${known.code}`, message: known.message, ...known.detail };
  }
  if (response.destroyed) return;
  const body = Buffer.from(JSON.stringify(answer));
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': body.length,
    'x-amzn-requestid': requestId,
    'x-amz-crc32': crc32(body),
  });
  response.end(body);
}

function parse(text: string): object {
  let input: unknown;
  try {
    input = JSON.parse(text || '{}');
  } catch {
    throw new AwsError('SerializationException', 'The request is not valid JSON');
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new AwsError('SerializationException', 'Start of structure or map found where not expected.');
  return input;
}
