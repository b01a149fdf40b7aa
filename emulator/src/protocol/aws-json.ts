import { fromJson, toJson } from './json.ts';
import type { Protocol } from './protocol.ts';
import { SerializationError } from './values.ts';

/** https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
export const awsJson: Protocol = {
  decode(_service, table, request) {
    const operation = request.headers['x-amz-target']?.split('.').at(-1);
    if (!operation) return undefined;
    return {
      operation,
      input: () =>
        (fromJson(table, { type: `@${table.operations[operation]?.input}` }, parseBody(request.body)) ?? {}) as Record<string, unknown>,
    };
  },
  encode(service, table, operation, output, requestId) {
    const shape = table.operations[operation]?.output;
    return {
      status: 200,
      headers: { 'content-type': contentType(service.protocol), 'x-amzn-requestid': requestId },
      body: shape ? JSON.stringify(toJson(table, { type: `@${shape}` }, output)) : service.protocol === 'aws-json-1.1' ? '' : '{}',
    };
  },
  encodeError(service, error, requestId) {
    return {
      status: error.status,
      headers: {
        'content-type': contentType(service.protocol),
        'x-amzn-requestid': requestId,
        'x-amzn-errortype': error.code,
        ...(error.queryCode ? { 'x-amzn-query-error': `${error.queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}` } : {}),
      },
      body: JSON.stringify({ __type: error.code, message: error.message, ...error.detail }),
    };
  },
};

const contentType = (protocol: string) => `application/x-amz-json-${protocol === 'aws-json-1.1' ? '1.1' : '1.0'}`;

/** The JSON in a request's body; an empty body is an empty object. */
export function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new SerializationError('the request body is not valid JSON');
  }
}
