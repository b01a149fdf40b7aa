import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../../../gateway/body.ts';
import type { Stack } from '../../service.ts';
import { ANSWER_BUCKET, answersOf } from './answers.ts';

/**
 * Takes the PUT of a provider at the address that it was given: what is a presigned address of an S3 bucket on AWS. Says whether the
 * request was one. An answer that nobody waits for any more (too late, or the second) is refused like an expired signature.
 */
export async function takeAnswer(request: IncomingMessage, response: ServerResponse, stack: Stack): Promise<boolean> {
  const url = new URL(request.url ?? '/', stack.endpoint);
  if (!url.pathname.startsWith(`/${ANSWER_BUCKET}`)) return false;
  const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
  const body = await readBody(request);
  const taken = request.method === 'PUT' && answersOf(stack).give(key, url.searchParams.get('Signature') ?? '', body);
  response.writeHead(taken ? 200 : 403, { 'content-type': 'application/xml' });
  response.end(taken ? '' : '<Error><Code>AccessDenied</Code><Message>No request waits for this answer</Message></Error>');
  return true;
}
