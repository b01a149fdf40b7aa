import { type Member, type Shape, shapeOf, type Table } from './table.ts';
import { parseText, printText, SerializationError } from './values.ts';

/** A JSON value → what the operation reads: blobs become bytes, timestamps Dates. Members that the schema doesn't know are dropped. */
export function fromJson(table: Table, member: Member, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  const shape = shapeOf(table, member.type);
  if (shape) return fromJsonShape(table, shape, value);
  switch (member.type) {
    case 'string':
      if (typeof value !== 'string') throw new SerializationError(`${JSON.stringify(value)} can not be converted to a String`);
      return value;
    case 'number':
      if (typeof value === 'string') return parseText(member, value);
      if (typeof value !== 'number') throw new SerializationError(`${JSON.stringify(value)} can not be converted to a number`);
      return value;
    case 'boolean':
      if (typeof value === 'string') return parseText(member, value);
      if (typeof value !== 'boolean') throw new SerializationError(`${JSON.stringify(value)} can not be converted to a Boolean`);
      return value;
    case 'document':
      return value;
    default:
      return parseText(member, String(value));
  }
}

function fromJsonShape(table: Table, shape: Shape, value: unknown): unknown {
  if (shape.kind === 'list') {
    if (!Array.isArray(value)) throw new SerializationError('Expected list or null');
    return value.map((item) => fromJson(table, shape.element, item));
  }
  if (typeof value !== 'object' || Array.isArray(value)) throw new SerializationError('Expected an object or null');
  const record = value as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  if (shape.kind === 'map') {
    for (const [key, item] of Object.entries(record)) result[key] = fromJson(table, shape.value, item);
    return result;
  }
  for (const [name, member] of Object.entries(shape.members)) {
    const item = fromJson(table, member, record[member.jsonName ?? name]);
    if (item !== undefined) result[name] = item;
  }
  return result;
}

/** What the operation answered → a JSON value: bytes as base64, Dates as seconds since the epoch. */
export function toJson(table: Table, member: Member, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  const shape = shapeOf(table, member.type);
  if (!shape) {
    if (value instanceof Date) {
      const text = printText(member, value, 'epoch');
      return member.type === 'timestamp' || member.type === 'timestamp-epoch' ? Number(text) : text;
    }
    return value instanceof Uint8Array ? printText(member, value, 'epoch') : value;
  }
  if (shape.kind === 'list') return (value as unknown[]).map((item) => toJson(table, shape.element, item) ?? null);
  const record = value as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  if (shape.kind === 'map') {
    for (const [key, item] of Object.entries(record)) if (item !== undefined) result[key] = toJson(table, shape.value, item);
    return result;
  }
  for (const [name, member] of Object.entries(shape.members)) {
    const item = toJson(table, member, record[name]);
    if (item !== undefined) result[member.jsonName ?? name] = item;
  }
  return result;
}
