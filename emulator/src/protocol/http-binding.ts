import { type Member, type OperationShape, shapeOf, structureOf, type Table } from './table.ts';
import { parseText, printText, SerializationError } from './values.ts';

/**
 * The HTTP side of the REST protocols: labels, query, headers and payload.
 * https://smithy.io/2.0/spec/http-bindings.html
 */
export interface HttpRequest {
  method: string;
  /** Path as it was sent, still percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

interface Route {
  operation: string;
  method: string;
  pattern: RegExp;
  labels: string[];
  query: [string, string][];
  /** How specific it is: the most specific route wins. */
  weight: number;
}

const routes = new WeakMap<Table, Route[]>();

function routesOf(table: Table): Route[] {
  let known = routes.get(table);
  if (known) return known;
  known = Object.entries(table.operations).flatMap(([operation, { http, input }]) => {
    if (!http) return [];
    const [uri = '/', search = ''] = http.uri.split('?');
    // the SDK's S3 model leaves the bucket to the endpoint rules, which put it in front of the path
    const inFront = structureOf(table, input).members.Bucket?.httpLabel && !uri.includes('{Bucket}');
    const path = inFront ? `/{Bucket}${uri === '/' ? '' : uri}` : uri;
    const labels: string[] = [];
    const source = path.replace(/\/\{(\w+)(\+?)\}|([.*^$()|[\]\\])/g, (_, label, greedy, special) => {
      if (special) return `\\${special}`;
      labels.push(label);
      return greedy ? '/(.+)' : '/([^/]+)';
    });
    const query = [...new URLSearchParams(search)].filter(([key]) => key !== 'x-id');
    const required = Object.values(structureOf(table, input).members).filter(
      (member) => member.required && (member.httpQuery || member.httpHeader),
    ).length;
    return [
      {
        operation,
        method: http.method,
        pattern: new RegExp(`^${source}/?$`),
        labels,
        query,
        weight: query.length * 100 + required * 10 + path.split('/').length - labels.length,
      },
    ];
  });
  known.sort((a, b) => b.weight - a.weight);
  routes.set(table, known);
  return known;
}

/** The operation that a request is for, with its labels decoded; undefined where there is none. */
export function routeRequest(table: Table, request: HttpRequest): { operation: string; labels: Record<string, string> } | undefined {
  for (const route of routesOf(table)) {
    if (route.method !== request.method) continue;
    const match = route.pattern.exec(request.path);
    if (!match) continue;
    if (!route.query.every(([key, value]) => request.query.has(key) && (value === '' || request.query.get(key) === value))) continue;
    if (!requirementsMet(table, route.operation, request)) continue;
    return {
      operation: route.operation,
      labels: Object.fromEntries(route.labels.map((label, i) => [label, decode(match[i + 1] as string)])),
    };
  }
  return undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new SerializationError(`${text} is not a valid percent-encoding`);
  }
}

/** CopyObject is PutObject with x-amz-copy-source, UploadPart has uploadId: what is required of the request tells them apart. */
function requirementsMet(table: Table, operation: string, request: HttpRequest): boolean {
  const members = structureOf(table, table.operations[operation]?.input).members;
  return Object.values(members).every(
    ({ required, httpQuery, httpHeader }) =>
      !required ||
      ((!httpQuery || request.query.has(httpQuery)) &&
        (!httpHeader?.startsWith('x-amz-copy') || request.headers[httpHeader] !== undefined)),
  );
}

/** The members that stand in labels, query and headers; what stands in the body is added by the caller's `readBody`. */
export function readInput(
  table: Table,
  shape: OperationShape,
  labels: Record<string, string>,
  request: HttpRequest,
  readBody: (member: Member | undefined, body: Buffer) => unknown,
): Record<string, unknown> {
  const structure = structureOf(table, shape.input);
  const input: Record<string, unknown> = {};
  let payload: [string, Member] | undefined;
  let inBody = false;
  for (const [name, member] of Object.entries(structure.members)) {
    if (member.httpPayload) payload = [name, member];
    else if (member.httpLabel) input[name] = parseText(member, labels[name] ?? '');
    else if (member.httpQuery) {
      const list = shapeOf(table, member.type);
      const values = request.query.getAll(member.httpQuery);
      if (values.length > 0)
        input[name] = list?.kind === 'list' ? values.map((text) => parseText(list.element, text)) : parseText(member, values[0] as string);
    } else if (member.httpHeader) {
      const text = request.headers[member.httpHeader.toLowerCase()];
      const list = shapeOf(table, member.type);
      if (text !== undefined) input[name] = list?.kind === 'list' ? text.split(',').map((item) => item.trim()) : parseText(member, text);
    } else if (member.httpPrefixHeaders) {
      const prefix = member.httpPrefixHeaders.toLowerCase();
      const found = Object.entries(request.headers).filter(([key, value]) => key.startsWith(prefix) && value !== undefined);
      if (found.length > 0) input[name] = Object.fromEntries(found.map(([key, value]) => [key.slice(prefix.length), value]));
    } else inBody = true;
  }
  if (payload) {
    const value = readBody(payload[1], request.body);
    if (value !== undefined) input[payload[0]] = value;
  } else if (inBody && request.body.length > 0) Object.assign(input, readBody(undefined, request.body));
  return input;
}

/** Status, headers and the payload member (if one is marked) of an output. */
export function writeOutput(table: Table, shape: OperationShape, output: Record<string, unknown>) {
  const headers: Record<string, string> = {};
  let status = shape.http?.status ?? 200;
  let payload: { name: string; member: Member; value: unknown } | undefined;
  for (const [name, member] of Object.entries(structureOf(table, shape.output).members)) {
    const value = output[name];
    if (member.httpPayload) payload = { name, member, value };
    else if (value === undefined || value === null) continue;
    else if (member.httpResponseCode) status = Number(value);
    else if (member.httpHeader) headers[member.httpHeader] = Array.isArray(value) ? value.join(', ') : printText(member, value, 'http');
    else if (member.httpPrefixHeaders)
      for (const [key, text] of Object.entries(value)) headers[`${member.httpPrefixHeaders}${key}`] = String(text);
  }
  // GetObject's 206 stands in no schema
  if (typeof output.$status === 'number') status = output.$status;
  return { status, headers, payload };
}
