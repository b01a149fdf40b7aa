import { parseBody } from './aws-json.ts';
import { readInput, routeRequest, writeOutput } from './http-binding.ts';
import { fromJson, toJson } from './json.ts';
import type { Protocol } from './protocol.ts';
import { type Structure, structureOf, type Table } from './table.ts';

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJson: Protocol = {
  decode(_service, table, request) {
    const route = routeRequest(table, request);
    if (!route) return undefined;
    const shape = table.operations[route.operation] ?? {};
    return {
      operation: route.operation,
      input: () =>
        readInput(table, shape, route.labels, request, (member, body) => {
          if (member?.type === 'blob') return body.length > 0 ? body : undefined;
          return fromJson(table, member ?? { type: `@${shape.input}` }, parseBody(body));
        }),
    };
  },
  encode(_service, table, operation, output, requestId) {
    const shape = table.operations[operation] ?? {};
    const { status, headers, payload } = writeOutput(table, shape, output);
    headers['x-amzn-requestid'] = requestId;
    if (payload?.member.type === 'blob') return { status, headers, body: (payload.value as Uint8Array | undefined) ?? '' };
    headers['content-type'] = 'application/json';
    if (payload) return { status, headers, body: JSON.stringify(toJson(table, payload.member, payload.value) ?? {}) };
    if (status === 204) return { status, headers, body: '' };
    return { status, headers, body: JSON.stringify(printBody(table, structureOf(table, shape.output), output)) };
  },
  encodeError(_service, error, requestId) {
    return {
      status: error.status,
      headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, 'x-amzn-errortype': error.code },
      body: JSON.stringify({ Type: error.status < 500 ? 'User' : 'Service', message: error.message, ...error.detail }),
    };
  },
};

/** The members that have no place of their own in the answer's head. */
function printBody(table: Table, structure: Structure, output: Record<string, unknown>): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(structure.members)) {
    if (member.httpHeader || member.httpPrefixHeaders || member.httpResponseCode) continue;
    const value = toJson(table, member, output[name]);
    if (value !== undefined) body[member.jsonName ?? name] = value;
  }
  return body;
}
