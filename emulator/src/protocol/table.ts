import { readFileSync } from 'node:fs';

export type SimpleType =
  | 'string'
  | 'number'
  | 'boolean'
  | 'document'
  | 'blob'
  | 'timestamp'
  | 'timestamp-iso'
  | 'timestamp-http'
  | 'timestamp-epoch';

/** A member of a structure, list or map: a simple type or `@Shape`, with the traits that say where on the wire it stands. */
export interface Member {
  type: SimpleType | string;
  required?: 1;
  xmlName?: string;
  xmlFlattened?: 1;
  xmlAttribute?: 1;
  jsonName?: string;
  httpLabel?: 1;
  httpHeader?: string;
  httpQuery?: string;
  httpPrefixHeaders?: string;
  httpPayload?: 1;
  httpQueryParams?: 1;
  httpResponseCode?: 1;
}

export type Shape =
  | { kind: 'structure'; members: Record<string, Member>; xmlName?: string; union?: true }
  | { kind: 'list'; element: Member }
  | { kind: 'map'; key: Member; value: Member };

export type Structure = Extract<Shape, { kind: 'structure' }>;

export interface OperationShape {
  input?: string;
  output?: string;
  http?: { method: string; uri: string; status: number };
}

/** The wire of one service, as `npm run tables` takes it from the SDK. */
export interface Table {
  operations: Record<string, OperationShape>;
  shapes: Record<string, Shape>;
}

const loaded = new Map<string, Table>();

/** The table of a service; read at its first call. */
export function tableOf(service: string): Table {
  let table = loaded.get(service);
  if (!table) {
    table = JSON.parse(readFileSync(new URL(`./tables/${service}.json`, import.meta.url), 'utf8')) as Table;
    loaded.set(service, table);
  }
  return table;
}

/** The shape behind `@Name`, or undefined for a simple type. */
export function shapeOf(table: Table, type: string): Shape | undefined {
  return type.startsWith('@') ? table.shapes[type.slice(1)] : undefined;
}

/** The structure of an operation's input or output; an empty one where it has none. */
export function structureOf(table: Table, name: string | undefined): Structure {
  const shape = name === undefined ? undefined : table.shapes[name];
  return shape?.kind === 'structure' ? shape : { kind: 'structure', members: {} };
}
