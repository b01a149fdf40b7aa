/**
 * Writes src/protocol/tables/<service>.json: what the wire of each service looks like, taken from the schemas that AWS's own
 * SDK v3 clients export (`Publish$`, `PublishInput$` …). The clients themselves cost 80 ms and 25 MiB each to import;
 * a table costs about a millisecond. `--check` writes nothing and fails if a table lags behind the SDK.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Member, Shape, Table } from '../src/protocol/table.ts';

/** service name in a credential scope → SDK client package */
export const CLIENTS: Record<string, string> = {
  cloudformation: 'cloudformation',
  dynamodbstreams: 'dynamodb-streams',
  ecr: 'ecr',
  events: 'eventbridge',
  iam: 'iam',
  kms: 'kms',
  lambda: 'lambda',
  logs: 'cloudwatch-logs',
  monitoring: 'cloudwatch',
  s3: 's3',
  secretsmanager: 'secrets-manager',
  sns: 'sns',
  sqs: 'sqs',
  ssm: 'ssm',
  sts: 'sts',
};

const SIMPLE: Record<number, Member['type']> = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  4: 'timestamp',
  5: 'timestamp-iso',
  6: 'timestamp-http',
  7: 'timestamp-epoch',
  15: 'document',
  21: 'blob',
  42: 'blob',
};

/** Bits of the SDK's packed trait sets (@smithy/core/schema translateTraits). */
const BITS = ['httpLabel', 'idempotent', 'idempotencyToken', 'sensitive', 'httpPayload', 'httpResponseCode', 'httpQueryParams'];

// biome-ignore lint/suspicious/noExplicitAny: the SDK's static schemas are untyped nested arrays
type Raw = any;

const KEPT = ['xmlName', 'xmlFlattened', 'xmlAttribute', 'httpHeader', 'httpQuery', 'httpPrefixHeaders', 'jsonName', 'xmlNamespace'];

function traitsOf(raw: Raw): Record<string, unknown> {
  const traits: Record<string, unknown> = {};
  if (typeof raw === 'number') {
    BITS.forEach((bit, i) => {
      if (raw & (1 << i)) traits[bit] = 1;
    });
    for (const bit of ['idempotent', 'idempotencyToken', 'sensitive']) delete traits[bit];
    return traits;
  }
  for (const key of [...KEPT, ...BITS])
    if (raw?.[key] !== undefined && key !== 'sensitive' && key !== 'idempotencyToken') traits[key] = raw[key];
  return traits;
}

class Writer {
  shapes: Record<string, Shape> = {};

  member(raw: Raw): Member {
    if (typeof raw === 'function') return this.member(raw());
    if (raw === 'unit') return { type: 'document' };
    if (typeof raw === 'number') {
      if (raw & 64 && !(raw in SIMPLE)) return { type: this.inline('list', raw & ~64) };
      if (raw & 128) return { type: this.inline('map', raw & ~128) };
      const type = SIMPLE[raw];
      if (!type) throw new Error(`schema ${raw} is of no known simple type`);
      return { type };
    }
    if (typeof raw[0] === 'number' && typeof raw[1] === 'string') {
      if (raw[0] === 0) return { ...this.member(raw[4]), ...traitsOf(raw[3]) };
      const own = traitsOf(raw[3]);
      const { xmlName: _, ...rest } = own;
      return { type: this.shape(raw), ...(raw[0] === 3 || raw[0] === -3 ? {} : rest) };
    }
    return { ...this.member(raw[0]), ...traitsOf(raw[1]) };
  }

  inline(kind: 'list' | 'map', inner: number): string {
    const type = SIMPLE[inner];
    const name = `${kind}<${type}>`;
    this.shapes[name] =
      kind === 'list'
        ? { kind, element: { type: type as Member['type'] } }
        : { kind, key: { type: 'string' }, value: { type: type as Member['type'] } };
    return `@${name}`;
  }

  shape(raw: Raw): string {
    const [kind, , name, traits] = raw;
    if (this.shapes[name]) return `@${name}`;
    if (kind === 1) {
      const shape: Shape = { kind: 'list', element: { type: 'string' } };
      this.shapes[name] = shape;
      shape.element = this.member(raw[4]);
    } else if (kind === 2) {
      const shape: Shape = { kind: 'map', key: { type: 'string' }, value: { type: 'string' } };
      this.shapes[name] = shape;
      shape.key = this.member(raw[4]);
      shape.value = this.member(raw[5]);
    } else {
      const shape: Shape = { kind: 'structure', members: {} };
      if (traits?.xmlName) shape.xmlName = traits.xmlName;
      if (traits?.streaming || kind === 4) shape.union = true;
      this.shapes[name] = shape;
      const required = typeof raw[6] === 'number' ? raw[6] : 0;
      raw[4].forEach((member: string, i: number) => {
        shape.members[member] = { ...this.member(raw[5][i]), ...(i < required ? { required: 1 as const } : {}) };
      });
    }
    return `@${name}`;
  }
}

async function tableOf(client: string): Promise<Table> {
  const sdk: Record<string, Raw> = await import(`@aws-sdk/client-${client}`);
  const writer = new Writer();
  const operations: Table['operations'] = {};
  for (const [name, raw] of Object.entries(sdk).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!name.endsWith('$') || !Array.isArray(raw) || raw[0] !== 9) continue;
    const unit = (schema: Raw) => (schema === 'unit' || schema[2] === 'Unit' ? undefined : writer.shape(schema).slice(1));
    const [method, uri, status] = raw[3]?.http ?? [];
    const input = unit(raw[4]());
    const output = unit(raw[5]());
    operations[raw[2]] = {
      ...(input ? { input } : {}),
      ...(output ? { output } : {}),
      ...(method ? { http: { method, uri, status } } : {}),
    };
  }
  return { operations, shapes: writer.shapes };
}

function print(table: Table): string {
  const lines = (record: Record<string, unknown>) =>
    Object.keys(record)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${JSON.stringify(record[key])}`)
      .join(',\n');
  return `{"operations":{\n${lines(table.operations)}},\n"shapes":{\n${lines(table.shapes)}}}\n`;
}

const check = process.argv.includes('--check');
for (const [service, client] of Object.entries(CLIENTS)) {
  const file = fileURLToPath(new URL(`../src/protocol/tables/${service}.json`, import.meta.url));
  const text = print(await tableOf(client));
  if (!check) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${service}.json lags behind @aws-sdk/client-${client}: run npm run tables`);
    process.exitCode = 1;
  }
}
