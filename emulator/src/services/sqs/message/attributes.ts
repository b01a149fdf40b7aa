import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { invalidParameter } from '../errors.ts';
import type { StoredAttribute } from '../records.ts';

/**
 * Checks message attributes and turns them into what the journal keeps.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function parseMessageAttributes(given: Record<string, MessageAttributeValue> | undefined): Record<string, StoredAttribute> {
  const entries = Object.entries(given ?? {});
  if (entries.length > 10) throw invalidParameter(`Number of message attributes [${entries.length}] exceeds the allowed maximum [10].`);
  return Object.fromEntries(entries.map(([name, value]) => [checkName(name), parseValue(name, value)]));
}

function checkName(name: string): string {
  if (!/^[\w.-]{1,256}$/.test(name) || /^\.|\.\.|\.$/.test(name) || /^(aws|amazon)\./i.test(name))
    throw invalidParameter(
      `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters, must not start or end with a period, must not have successive periods and must not start with AWS. or Amazon.`,
    );
  return name;
}

function parseValue(
  name: string,
  { DataType, StringValue, BinaryValue, StringListValues, BinaryListValues }: MessageAttributeValue,
): StoredAttribute {
  if (!DataType) throw invalidParameter(`The message attribute '${name}' must contain a non-empty message attribute type.`);
  if (!/^(String|Number|Binary)(\..+)?$/.test(DataType) || DataType.length > 256)
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  if (StringListValues?.length || BinaryListValues?.length)
    throw invalidParameter(`Message attribute list values in SendMessage operation are not supported.`);
  const kind = DataType.split('.')[0];
  const empty = invalidParameter(
    `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${kind}'.`,
  );
  if (kind === 'Binary') {
    if (!BinaryValue?.length) throw empty;
    return { DataType, BinaryValue: Buffer.from(BinaryValue).toString('base64') };
  }
  if (!StringValue) throw empty;
  if (kind === 'Number' && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(StringValue.trim()))
    throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  return { DataType, StringValue };
}

/** The only system attribute that a sender may set. */
export function parseTraceHeader(given: Record<string, MessageAttributeValue> | undefined): string | undefined {
  for (const name of Object.keys(given ?? {}))
    if (name !== 'AWSTraceHeader') throw invalidParameter(`Message system attribute name '${name}' is invalid.`);
  const header = given?.AWSTraceHeader;
  if (!header) return undefined;
  if (header.DataType !== 'String' || !header.StringValue)
    throw invalidParameter("The message system attribute 'AWSTraceHeader' must contain a non-empty value of the type 'String'.");
  return header.StringValue;
}

export const restoreAttribute = ({ DataType, StringValue, BinaryValue }: StoredAttribute): MessageAttributeValue => ({
  DataType,
  ...(StringValue === undefined ? {} : { StringValue }),
  ...(BinaryValue === undefined ? {} : { BinaryValue: new Uint8Array(Buffer.from(BinaryValue, 'base64')) }),
});
