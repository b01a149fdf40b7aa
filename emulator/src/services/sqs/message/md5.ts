import { createHash } from 'node:crypto';
import type { StoredAttribute } from '../records.ts';

export const md5 = (text: string) => createHash('md5').update(text).digest('hex');

const bytesOf = ({ StringValue, BinaryValue }: StoredAttribute) =>
  BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue, 'base64');

/**
 * Digest of message attributes, by which clients check what arrived: name, type and value, each after its length, in the order of the names.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function md5OfAttributes(attributes: Record<string, StoredAttribute>): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const part = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const attribute = attributes[name] as StoredAttribute;
    part(Buffer.from(name));
    part(Buffer.from(attribute.DataType));
    hash.update(Buffer.of(attribute.BinaryValue === undefined ? 1 : 2));
    part(bytesOf(attribute));
  }
  return hash.digest('hex');
}

/** Bytes that a message counts: the body, and each attribute's name, type and value. */
export function sizeOf(body: string, attributes: Record<string, StoredAttribute>): number {
  let size = Buffer.byteLength(body);
  for (const [name, attribute] of Object.entries(attributes))
    size += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + bytesOf(attribute).length;
  return size;
}
