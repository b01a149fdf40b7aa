import { readInput, routeRequest, writeOutput } from './http-binding.ts';
import type { Protocol } from './protocol.ts';
import { shapeOf, structureOf } from './table.ts';
import { escapeXml, parseDocument, printElement, printMembers } from './xml.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
export const restXml: Protocol = {
  decode(_service, table, request) {
    const route = routeRequest(table, request);
    if (!route) return undefined;
    const shape = table.operations[route.operation] ?? {};
    return {
      operation: route.operation,
      input: () =>
        readInput(table, shape, route.labels, request, (member, body) => {
          if (member?.type === 'blob') return body;
          if (body.length === 0) return undefined;
          if (member?.type === 'string') return body.toString('utf8');
          return parseDocument(table, member ?? { type: `@${shape.input}` }, body.toString('utf8'));
        }),
    };
  },
  encode(service, table, operation, output, requestId) {
    const shape = table.operations[operation] ?? {};
    const { status, headers, payload } = writeOutput(table, shape, output);
    headers['x-amz-request-id'] = requestId;
    if (payload && !shapeOf(table, payload.member.type)) {
      if (typeof payload.value === 'string') headers['content-type'] ??= 'application/json'; // bucket policies
      return { status, headers, body: (payload.value as Uint8Array | string | undefined) ?? '' };
    }
    const structure = structureOf(table, shape.output);
    const hasBody = Object.values(structure.members).some(
      (member) => !member.httpHeader && !member.httpPrefixHeaders && !member.httpResponseCode,
    );
    if (!hasBody || (payload && payload.value === undefined)) return { status, headers, body: '' };
    headers['content-type'] = 'application/xml';
    if (payload)
      return { status, headers, body: HEAD + printElement(table, payload.member.xmlName ?? payload.name, payload.member, payload.value) };
    // GetBucketLocation answers with a bare root: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
    if (operation === 'GetBucketLocation') {
      return {
        status,
        headers,
        body: `${HEAD}<LocationConstraint xmlns="${service.xmlNamespace}">${output.LocationConstraint ?? ''}</LocationConstraint>`,
      };
    }
    const root = structure.xmlName ?? shape.output ?? `${operation}Result`;
    return { status, headers, body: `${HEAD}<${root} xmlns="${service.xmlNamespace}">${printMembers(table, structure, output)}</${root}>` };
  },
  encodeError(_service, error, requestId) {
    const detail = Object.entries(error.detail).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
    const body = `${HEAD}<Error><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>${detail.join('')}<RequestId>${requestId}</RequestId></Error>`;
    return { status: error.status, headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId }, body };
  },
};
