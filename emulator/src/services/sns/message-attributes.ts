import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { AwsError } from '../errors.ts';
import { invalidValue } from './errors.ts';
import type { Attribute } from './message.ts';

/**
 * Checks message attributes and turns them into what is kept. `entry` is the position in a batch, counted from 1.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export function keepAttributes(input: Record<string, MessageAttributeValue> | undefined, entry?: number): Record<string, Attribute> {
  const kept: Record<string, Attribute> = {};
  for (const [name, value] of Object.entries(input ?? {})) {
    checkName(name);
    kept[name] = keep(name, value, entry);
  }
  return kept;
}

function checkName(name: string) {
  if (name.length === 0) throw invalidValue('The message attribute name must not be empty.');
  if (Buffer.byteLength(name) > 256) throw invalidValue('Length of message attribute name must be less than 256 bytes.');
  if (name.startsWith('.')) throw invalidValue("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith('.')) throw invalidValue("Invalid message attribute name ending with character '.' was found.");
  const odd = name.match(/[^A-Za-z0-9_.-]/u)?.[0];
  if (odd !== undefined) {
    const code = `#x${odd.codePointAt(0)?.toString(16).toUpperCase()}`;
    throw invalidValue(
      `Invalid non-alphanumeric character '${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  }
  if (name.includes('..')) throw invalidValue("Message attribute name can not have successive '.' character.");
  if (/^(aws|amazon)\./i.test(name)) throw invalidValue('Message attribute name starting with AWS. or Amazon. is reserved.');
}

function keep(name: string, { DataType, StringValue, BinaryValue }: MessageAttributeValue, entry: number | undefined): Attribute {
  if (DataType === undefined) {
    const at = `${entry === undefined ? '' : `publishBatchRequestEntries.${entry}.member.`}messageAttributes.${name}.member.dataType`;
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value null at '${at}' failed to satisfy constraint: Member must not be null`,
    );
  }
  if (!/^(String|Number|Binary)(\.[\w.-]+)?$/.test(DataType))
    throw invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const empty = () =>
    invalidValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  if (StringValue === undefined && BinaryValue === undefined) throw empty();
  if (DataType.startsWith('Binary')) {
    if (BinaryValue === undefined) throw invalidValue(`The message attribute '${name}' with type '${DataType}' must use field 'Binary'.`);
    if (BinaryValue.length === 0) throw empty();
    return { DataType, Base64: Buffer.from(BinaryValue).toString('base64') };
  }
  if (StringValue === undefined) throw invalidValue(`The message attribute '${name}' with type '${DataType}' must use field 'String'.`);
  if (StringValue === '') throw empty();
  if (DataType.startsWith('Number') && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(StringValue.trim()))
    throw invalidValue(`Could not cast message attribute '${name}' value to number.`);
  return { DataType, StringValue };
}

/** What the attributes add to the size of a message: names, types and values. */
export function attributesSize(attributes: Record<string, Attribute>): number {
  let size = 0;
  for (const [name, { DataType, StringValue, Base64 }] of Object.entries(attributes)) {
    const value = Base64 === undefined ? Buffer.byteLength(StringValue ?? '') : Buffer.byteLength(Base64, 'base64');
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
  }
  return size;
}
