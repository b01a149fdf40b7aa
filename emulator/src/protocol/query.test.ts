import { expect, test } from 'vitest';
import { fromQuery } from './query.ts';
import { structureOf, tableOf } from './table.ts';
import { printMembers } from './xml.ts';

const sns = tableOf('sns');
const input = (operation: string, form: string) =>
  fromQuery(sns, structureOf(sns, sns.operations[operation]?.input), new URLSearchParams(form));

test('maps are read by their numbered entries, in order, blobs as bytes', () => {
  const form =
    'TopicArn=a&Message=m&MessageAttributes.entry.2.Name=b&MessageAttributes.entry.2.Value.DataType=Binary&MessageAttributes.entry.2.Value.BinaryValue=AQI%3D' +
    '&MessageAttributes.entry.1.Name=a&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=x';
  expect(input('Publish', form)).toEqual({
    TopicArn: 'a',
    Message: 'm',
    MessageAttributes: { a: { DataType: 'String', StringValue: 'x' }, b: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2]) } },
  });
});

test('lists of more than nine members keep their order', () => {
  const form = Array.from({ length: 11 }, (_, i) => `TagKeys.member.${i + 1}=k${i + 1}`).join('&');
  expect(input('UntagResource', `ResourceArn=r&${form}`).TagKeys).toEqual(Array.from({ length: 11 }, (_, i) => `k${i + 1}`));
});

test('answers are escaped', () => {
  const output = structureOf(sns, 'GetTopicAttributesResponse');
  expect(printMembers(sns, output, { Attributes: { Policy: '{"a":"<&>"}' } })).toBe(
    '<Attributes><entry><key>Policy</key><value>{&quot;a&quot;:&quot;&lt;&amp;&gt;&quot;}</value></entry></Attributes>',
  );
});
