import type { Member } from './table.ts';

/** Input that is not of the shape it should be; the gateway turns it into the service's own error. */
export class SerializationError extends Error {
  override name = 'SerializationException';
}

export type TimestampFormat = 'epoch' | 'iso' | 'http';

/** ISO 8601 as AWS prints it in XML: milliseconds, or none where they are zero. */
const isoTime = (date: Date) => date.toISOString();

/** The timestamp format of a member: its own, or the default of where it stands. */
function formatOf(member: Member, fallback: TimestampFormat): TimestampFormat {
  if (member.type === 'timestamp-iso') return 'iso';
  if (member.type === 'timestamp-http') return 'http';
  if (member.type === 'timestamp-epoch') return 'epoch';
  return fallback;
}

/** A simple value from its text on the wire (XML, query, header, label). */
export function parseText(member: Member, text: string): unknown {
  switch (member.type) {
    case 'number': {
      const value = Number(text);
      if (text.trim() === '' || Number.isNaN(value)) throw new SerializationError(`${JSON.stringify(text)} is not a number`);
      return value;
    }
    case 'boolean':
      if (text.toLowerCase() !== 'true' && text.toLowerCase() !== 'false')
        throw new SerializationError(`${JSON.stringify(text)} is not a boolean`);
      return text.toLowerCase() === 'true';
    case 'blob':
      return Buffer.from(text, 'base64');
    case 'timestamp':
    case 'timestamp-iso':
    case 'timestamp-http':
    case 'timestamp-epoch': {
      const date = /^-?\d+(\.\d+)?$/.test(text) ? new Date(Number(text) * 1000) : new Date(text);
      if (Number.isNaN(date.getTime())) throw new SerializationError(`${JSON.stringify(text)} is not a timestamp`);
      return date;
    }
    default:
      return text;
  }
}

/** A simple value as text on the wire. */
export function printText(member: Member, value: unknown, timestamps: TimestampFormat): string {
  if (value instanceof Date) {
    const format = formatOf(member, timestamps);
    if (format === 'http') return value.toUTCString();
    return format === 'iso' ? isoTime(value) : String(value.getTime() / 1000);
  }
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  return String(value);
}
