import type { Protocol } from './protocol.ts';
import { fromQuery } from './query.ts';
import { structureOf } from './table.ts';
import { escapeXml, printMembers } from './xml.ts';

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const awsQuery: Protocol = {
  decode(_service, table, request) {
    const form = new URLSearchParams(request.body.toString('utf8'));
    for (const [key, value] of request.query) if (!form.has(key)) form.append(key, value);
    const operation = form.get('Action');
    if (!operation) return undefined;
    const structure = structureOf(table, table.operations[operation]?.input);
    // a queue's URL is also where its requests are sent to, and then it need not stand among the fields
    if (structure.members.QueueUrl && !form.has('QueueUrl') && request.path.length > 1) form.set('QueueUrl', request.path);
    return { operation, input: () => fromQuery(table, structure, form) };
  },
  encode(service, table, operation, output, requestId) {
    const shape = table.operations[operation]?.output;
    const members = shape ? `<${operation}Result>${printMembers(table, structureOf(table, shape), output)}</${operation}Result>` : '';
    const body = `<${operation}Response xmlns="${service.xmlNamespace}">${members}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`;
    return { status: 200, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
  },
  encodeError(service, error, requestId) {
    const detail = Object.entries(error.detail).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
    const body =
      `<ErrorResponse xmlns="${service.xmlNamespace}"><Error><Type>${error.status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${error.queryCode ?? error.code}</Code>` +
      `<Message>${escapeXml(error.message)}</Message>${detail.join('')}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { status: error.status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
  },
};
